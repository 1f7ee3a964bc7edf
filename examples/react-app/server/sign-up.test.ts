import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mails, PASSWORD, startHarbor, tokenOf, userOf } from './drift/harbor-for-test';
import type { HarborForTest } from './drift/harbor-for-test';
import { createVisitor, startForTest } from './testing';
import type { Visitor } from './testing';

const NIA = { email: 'nia@byrne-boats.example', name: 'Nia Byrne', company: 'Byrne Boats' };

let harbor: HarborForTest;
let visitor: Visitor;
beforeEach(async () => {
  harbor = await startHarbor();
  visitor = createVisitor(harbor.example);
});
afterEach(() => harbor.close());

const link = async (): Promise<string> => tokenOf((await mails(visitor))[0]);
const open = (token: string, changes = {}) =>
  visitor.post('/api/welcome', { token, ...NIA, password: PASSWORD, ...changes });

describe('signing up', () => {
  it('opens an account by the link in the mail, and Drift has the contact under the id that identify uses', async () => {
    expect((await visitor.post('/api/sign-up', NIA)).status).toBe(202);
    expect(await userOf(visitor)).toBeNull();
    await open(await link());
    const user = await userOf(visitor);
    expect(user).toMatchObject({ ...NIA, plan: 'trial', isVerified: true });
    const contact = () => harbor.sandbox.contacts.byExternalId(String(user?.['id']));
    await vi.waitFor(() => expect(contact()?.attributes).toMatchObject({ ...NIA, plan: 'trial' }));
    const { contactId } = await harbor.chatter(String(user?.['id']));
    expect(contactId).toBe(contact()?.id);
  });

  it('has a link that works once, in any browser', async () => {
    await visitor.post('/api/sign-up', NIA);
    const token = await link();
    const both = await Promise.all([open(token), open(token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(
      (await createVisitor(harbor.example).post('/api/welcome', { token, ...NIA, password: PASSWORD }))
        .status,
    ).toBe(410);
    expect((await visitor.post('/api/link', { token })).status).toBe(410);
  });

  it('keeps the link for a second try where the password was too short', async () => {
    await visitor.post('/api/sign-up', NIA);
    const token = await link();
    expect((await open(token, { password: 'short' })).status).toBe(400);
    expect((await open(token)).status).toBe(200);
  });

  it('gives the link’s own e-mail and plan an account, whatever the request says', async () => {
    await visitor.post('/api/sign-up', NIA);
    await open(await link(), { email: 'jane@moreau-bakery.example', plan: 'growth', id: 'usr_jane_4kq81z' });
    expect(await userOf(visitor)).toMatchObject({ email: NIA.email, plan: 'trial' });
  });

  it('answers the same for an address that has an account, whose owner gets a mail without a link to open one', async () => {
    const email = ' Jane@Moreau-Bakery.example';
    const answers = [
      await visitor.post('/api/sign-up', NIA),
      await visitor.post('/api/sign-up', { ...NIA, email }),
    ];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [202, '{}'],
      [202, '{}'],
    ]);
    expect((await mails(visitor))[0]).toMatchObject({ to: 'Jane@Moreau-Bakery.example', link: '/login' });
  });

  it.each([
    [{ email: 'nia' }, 'bad_email'],
    [{ email: 'nia@x.example"><script>' }, 'bad_email'],
    [{ email: ['nia@byrne-boats.example'] }, 'bad_email'],
    [{ name: ' ' }, 'incomplete'],
    [{ company: 'x'.repeat(201) }, 'incomplete'],
  ])('refuses %j', async (changes, code) => {
    const { status, text } = await visitor.post('/api/sign-up', { ...NIA, ...changes });
    expect([status, text]).toEqual([400, expect.stringContaining(code)]);
    expect(await mails(visitor)).toEqual([]);
  });

  it('is not for pages of other sites', async () => {
    await visitor.post('/api/sign-up', NIA);
    const token = await link();
    for (const site of ['cross-site', 'same-site', 'none']) {
      const from = { 'sec-fetch-site': site };
      for (const path of ['/api/sign-up', '/api/welcome', '/api/link', '/api/plan', '/api/account/delete'])
        expect((await visitor.post(path, { token }, from)).status, `${path} ${site}`).toBe(403);
    }
    // A form cannot send JSON, and a form's own body is not read.
    expect((await visitor.post('/api/sign-up', NIA, { 'content-type': 'text/plain' })).status).toBe(400);
  });
});

describe('a plan', () => {
  it('that is bought is known to Drift: on the contact, and on its timeline', async () => {
    const nia = await harbor.signUp(NIA.email);
    expect((await nia.post('/api/plan', { plan: 'growth' })).status).toBe(200);
    expect(await userOf(nia)).toMatchObject({ plan: 'growth' });
    const contact = () => harbor.sandbox.contacts.byExternalId(nia.id);
    await vi.waitFor(() => expect(contact()?.attributes['plan']).toBe('growth'));
    await vi.waitFor(() => expect(contact()?.events.map(({ name }) => name)).toContain('chose growth'));
  });

  it.each(['trial', 'platinum', '', null])('%j cannot be bought', async (plan) => {
    const nia = await harbor.signUp(NIA.email);
    expect((await nia.post('/api/plan', { plan })).status).toBe(400);
    expect((await visitor.post('/api/plan', { plan: 'growth' })).status).toBe(401);
  });

  it('is told to Drift once Drift is back, and nobody waits for it', async () => {
    harbor.sandbox.faults.set({ rest: '500' });
    const nia = await harbor.signUp(NIA.email);
    expect(await userOf(nia)).toMatchObject(NIA);
    harbor.sandbox.faults.set({ rest: 'none' });
    await vi.waitFor(
      () => expect(harbor.sandbox.contacts.byExternalId(nia.id)?.attributes).toMatchObject(NIA),
      8000,
    );
  });
});

it('without a sandbox there is no page with everybody’s mails, and no journal', async () => {
  const real = await startForTest();
  const nobody = createVisitor(real);
  const answers = [await nobody.get('/api/mailbox'), await nobody.get('/api/journal')];
  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  expect((await nobody.post('/api/drift-webhooks', {})).status).toBe(404);
  await real.close();
});
