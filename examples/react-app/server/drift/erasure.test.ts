import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEMO_PASSWORD } from '../../shared/demo-people';
import { createVisitor } from '../testing';
import type { Visitor } from '../testing';
import { conversationsOf, mails, PASSWORD, startHarbor, userOf } from './harbor-for-test';
import type { HarborForTest } from './harbor-for-test';

const EMAIL = 'nia@byrne-boats.example';
const AGENT = 'avery@sandbox.example';

let harbor: HarborForTest;
afterEach(() => harbor.close());

const logIn = async (email: string, password: string): Promise<Visitor> => {
  const visitor = createVisitor(harbor.example);
  await visitor.post('/api/login', { email, password });
  return visitor;
};
const erase = (visitor: Visitor, password = PASSWORD) => visitor.post('/api/account/delete', { password });
const requests = () =>
  harbor.sandbox.ledger.entries({ type: 'request' }).filter(({ path }) => path === '/gdpr/delete');

/** Somebody who signed up, chatted, and whose words are on their account page. */
async function chattingCustomer(email = EMAIL): Promise<Visitor & { id: string; conversationId: number }> {
  const nia = await harbor.signUp(email);
  await vi.waitFor(() => expect(harbor.sandbox.contacts.byExternalId(nia.id)).toBeDefined(), 8000);
  const conversationId = await (await harbor.chatter(nia.id)).say('My secret');
  await vi.waitFor(async () => expect(await conversationsOf(nia)).toHaveLength(1), 8000);
  return Object.assign(nia, { conversationId });
}

describe('deleting the account', () => {
  it('erases the account in Harbor, and in Drift if the address was confirmed; later events do not restore it', async () => {
    harbor = await startHarbor();
    const nia = await chattingCustomer();
    expect((await erase(nia)).status).toBe(204);
    expect(await userOf(nia)).toBeNull();
    await vi.waitFor(() => expect(harbor.sandbox.contacts.byExternalId(nia.id)).toBeUndefined(), 8000);
    expect(harbor.sandbox.conversations.get(nia.conversationId)).toBeUndefined();
    expect(await userOf(await logIn(EMAIL, PASSWORD))).toBeNull();
    expect((await mails(nia)).map(({ to }) => to)).not.toContain(EMAIL);
    // The address is free again, and has nothing of the one before.
    expect(await conversationsOf(await harbor.signUp(EMAIL))).toEqual([]);
  });

  it('deleting an account needs its password, and only its owner can do it', async () => {
    harbor = await startHarbor();
    const nia = await harbor.signUp(EMAIL);
    for (const password of ['', 'guess', DEMO_PASSWORD])
      expect((await erase(nia, password)).status).toBe(403);
    expect((await erase(createVisitor(harbor.example))).status).toBe(401);
    expect(await userOf(nia)).toMatchObject({ email: EMAIL });
  });

  it('leaves Drift alone where nobody has confirmed the address', async () => {
    harbor = await startHarbor();
    const { contactId } = await harbor.chatter('usr_tomas_9vd27x');
    const tomas = await logIn('tomas@rivera-cycles.example', DEMO_PASSWORD);
    expect((await erase(tomas, DEMO_PASSWORD)).status).toBe(204);
    // A job of somebody else, after it: its turn has passed.
    const nia = await harbor.signUp(EMAIL);
    await vi.waitFor(() => expect(harbor.sandbox.contacts.byExternalId(nia.id)).toBeDefined(), 8000);
    expect([requests(), harbor.sandbox.contacts.get(contactId)?.externalId]).toEqual([
      [],
      'usr_tomas_9vd27x',
    ]);
  });

  it('leaves Drift alone where the address is an agent’s, however it is written', async () => {
    harbor = await startHarbor();
    const { sandbox } = harbor;
    const avery = await harbor.signUp('Avery@Sandbox.Example');
    expect((await erase(avery)).status).toBe(204);
    const nia = await harbor.signUp(EMAIL);
    await vi.waitFor(() => expect(sandbox.contacts.byExternalId(nia.id)).toBeDefined(), 8000);
    expect(requests()).toEqual([]);
    expect(sandbox.contacts.byExternalId(avery.id)).toBeDefined();
    const users = await fetch(`${sandbox.apiUrl}/users/list`, {
      headers: { authorization: `Bearer ${sandbox.accessToken}` },
    });
    expect(await users.text()).toContain(AGENT);
  });

  it('leaves Drift alone where erasing is not switched on, as it is not by itself', async () => {
    harbor = await startHarbor({ erasesInDrift: false });
    const nia = await chattingCustomer();
    expect((await erase(nia)).status).toBe(204);
    // Drift goes on about the conversation, and Harbor keeps nothing of it.
    harbor.sandbox.conversations.reply(nia.conversationId, 'Are you still there?');
    const other = await harbor.signUp('cian@doyle-sails.example');
    await vi.waitFor(() => expect(harbor.sandbox.contacts.byExternalId(other.id)).toBeDefined(), 8000);
    expect([requests(), harbor.sandbox.contacts.byExternalId(nia.id)]).toEqual([[], expect.anything()]);
    expect(harbor.example.conversations.of(nia.id)).toEqual([]);
  });

  it('a late erasure in Drift keeps the new contact of a person who has signed up again', async () => {
    harbor = await startHarbor();
    const nia = await harbor.signUp(EMAIL);
    await vi.waitFor(() => expect(harbor.sandbox.contacts.byExternalId(nia.id)).toBeDefined(), 8000);
    harbor.sandbox.faults.set({ rest: { kind: '500', path: '/gdpr/delete', times: 1 } });
    await erase(nia);
    const again = await harbor.signUp(EMAIL);
    await vi.waitFor(() => expect(requests().map(({ status }) => status)).toContain(200), 8000);
    await vi.waitFor(() => {
      expect(harbor.sandbox.contacts.byExternalId(nia.id)).toBeUndefined();
      expect(harbor.sandbox.contacts.byExternalId(again.id)?.attributes).toMatchObject({ email: EMAIL });
    }, 8000);
  });
});
