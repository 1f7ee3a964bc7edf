import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createVisitor } from '../testing';
import { mails, PASSWORD, startHarbor, tokenOf, userOf } from './harbor-for-test';
import type { Chatter, HarborForTest } from './harbor-for-test';

const ASK_EMAIL = 4300;
const isLong = Boolean(process.env['DRIFTKIT_LONG']);

let harbor: HarborForTest;
let visitor: Chatter;
beforeEach(async () => {
  harbor = await startHarbor();
  visitor = await harbor.chatter();
});
afterEach(() => harbor.close());

const waitFor = (id: number, ...lines: string[]): Promise<void> =>
  vi.waitFor(() => {
    for (const line of lines) expect(harbor.said(id)).toContain(line);
  }, 8000);
const mailsNow = () => mails(createVisitor(harbor.example));
async function withEmail(email: string): Promise<number> {
  const id = await visitor.start(ASK_EMAIL);
  await visitor.answer(id, { type: 'email', email });
  return id;
}
const NO_EMAIL = 'private_note: There is no e-mail address yet. Ask for it, and type /signup again.';
const TOLD = 'chat: Your account is ready: the link to it is in your mailbox.';

describe('/signup trial', () => {
  it('asks the agent for an e-mail address by a private note, where the contact has none', async () => {
    const id = await visitor.say('I would like an account');
    harbor.sandbox.conversations.reply(id, '/signup trial');
    await waitFor(id, NO_EMAIL);
    expect(await mailsNow()).toEqual([]);
    expect(harbor.said(id).filter((line) => line.startsWith('chat'))).toEqual([
      'chat: I would like an account',
    ]);
  });

  it('mails a link to the address, tells the agent and the visitor, and the link opens one account', async () => {
    const id = await withEmail('cian@doyle-sails.example');
    harbor.sandbox.conversations.reply(id, '/signup trial');
    await waitFor(
      id,
      'private_note: cian@doyle-sails.example has been sent a link to an account (trial).',
      TOLD,
    );
    const [mail, ...others] = await mailsNow();
    expect([mail?.to, others]).toEqual(['cian@doyle-sails.example', []]);
    const browser = createVisitor(harbor.example);
    const chosen = { token: tokenOf(mail), name: 'Cian Doyle', company: 'Doyle Sails', password: PASSWORD };
    expect((await browser.post('/api/welcome', chosen)).status).toBe(200);
    expect(await userOf(browser)).toMatchObject({ email: 'cian@doyle-sails.example', plan: 'trial' });
    expect((await createVisitor(harbor.example).post('/api/welcome', chosen)).status).toBe(410);
    // The link is in the mail, and nowhere in the chat.
    expect(harbor.said(id).join()).not.toContain(tokenOf(mail));
  });

  it('names the plans, where there is none of that name', async () => {
    const id = await withEmail('cian@doyle-sails.example');
    harbor.sandbox.conversations.reply(id, '/signup platinum');
    await waitFor(id, 'private_note: Which plan? /signup trial, /signup starter, /signup growth');
    expect(await mailsNow()).toEqual([]);
  });

  it('typed by the visitor is a message like any other', async () => {
    const id = await withEmail('cian@doyle-sails.example');
    await visitor.say('/signup trial', id);
    await harbor.sandbox.webhooks.settled();
    harbor.sandbox.conversations.reply(id, '/signup nothing');
    await waitFor(id, 'private_note: Which plan? /signup trial, /signup starter, /signup growth');
    expect(await mailsNow()).toEqual([]);
  });

  it('for an address that has an account tells the agent alone, and mails nothing', async () => {
    const id = await withEmail('jane@moreau-bakery.example');
    harbor.sandbox.conversations.reply(id, '/signup trial');
    await waitFor(id, 'private_note: jane@moreau-bakery.example has an account already.');
    expect(harbor.said(id)).not.toContain(TOLD);
    expect(await mailsNow()).toEqual([]);
  });

  it.each(isLong ? (['duplicated', 'reordered', 'delayed'] as const) : (['duplicated'] as const))(
    'is done once where webhooks come %s',
    async (webhook) => {
      harbor.sandbox.faults.set({ webhook });
      const id = await withEmail('cian@doyle-sails.example');
      harbor.sandbox.conversations.reply(id, '/signup trial');
      if (webhook === 'delayed') harbor.sandbox.clock.advance(5000);
      await waitFor(id, TOLD);
      await harbor.sandbox.webhooks.settled();
      expect(await mailsNow()).toHaveLength(1);
      expect(harbor.said(id).filter((line) => line === TOLD)).toHaveLength(1);
    },
  );

  it.each(isLong ? (['reset_after', 'reset_before', '500'] as const) : (['reset_after'] as const))(
    'says each thing once where a message ends in %s',
    async (kind) => {
      harbor.sandbox.faults.set({ rest: { kind, method: 'POST', path: '/conversations/*', times: 1 } });
      const id = await withEmail('cian@doyle-sails.example');
      harbor.sandbox.conversations.reply(id, '/signup trial');
      await waitFor(id, TOLD);
      expect(await mailsNow()).toHaveLength(1);
      expect(harbor.said(id).filter((line) => line.startsWith('private_note: cian@'))).toHaveLength(1);
      expect(harbor.said(id).filter((line) => line === TOLD)).toHaveLength(1);
    },
  );
});
