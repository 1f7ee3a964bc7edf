import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Conversation } from '../../shared/api-types';
import { DEMO_PASSWORD } from '../../shared/demo-people';
import { createVisitor } from '../testing';
import type { Visitor } from '../testing';
import { conversationsOf, journalOf, startHarbor } from './harbor-for-test';
import type { HarborForTest } from './harbor-for-test';

const JANE = 'usr_jane_4kq81z';
const AMARA = 'usr_amara_1hs60p';

let harbor: HarborForTest;
beforeEach(async () => {
  harbor = await startHarbor();
});
afterEach(() => harbor.close());

async function logIn(email: string): Promise<Visitor> {
  const visitor = createVisitor(harbor.example);
  await visitor.post('/api/login', { email, password: DEMO_PASSWORD });
  return visitor;
}
const jane = (): Promise<Visitor> => logIn('jane@moreau-bakery.example');
const amara = (): Promise<Visitor> => logIn('amara@okafor-studio.example');
const texts = (list: Conversation[]): string[][] =>
  list.map(({ messages }) => messages.map(({ text }) => text));
const shows = (visitor: Visitor, expected: string[][]): Promise<void> =>
  vi.waitFor(async () => expect(texts(await conversationsOf(visitor))).toEqual(expected), 8000);

describe('a transcript', () => {
  it('is on the account page while the chat goes on, without private notes, and says when it was closed', async () => {
    const visitor = await jane();
    const id = await (await harbor.chatter(JANE)).say('Where is my card?');
    harbor.sandbox.conversations.reply(id, 'On its way.');
    harbor.sandbox.conversations.note(id, 'A difficult customer.');
    await shows(visitor, [['Where is my card?', 'On its way.']]);
    const [{ messages, status } = { messages: [], status: '' }] = await conversationsOf(visitor);
    expect(status).toBe('open');
    expect(messages.map(({ from, name }) => [from, name])).toEqual([
      ['you', 'You'],
      ['team', 'Avery'],
    ]);
    harbor.sandbox.conversations.setStatus(id, 'closed');
    await vi.waitFor(async () => expect((await conversationsOf(visitor))[0]?.status).toBe('closed'), 8000);
    expect((await visitor.get('/api/conversations')).text).not.toContain('difficult');
  });

  it('is its own person’s, and nobody else’s: not by e-mail, not by what a browser claims', async () => {
    const id = await (await harbor.chatter(JANE)).say('Jane’s secret');
    const other = await harbor.chatter(AMARA);
    await other.say('Amara’s words');
    const [one, two] = [await jane(), await amara()];
    await shows(one, [['Jane’s secret']]);
    await shows(two, [['Amara’s words']]);

    // A contact of Amara's with Jane's address, and Jane's conversation noted by Amara's browser.
    await fetch(`${harbor.sandbox.apiUrl}/contacts/${other.contactId}`, {
      method: 'PATCH',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${harbor.sandbox.accessToken}`,
      },
      body: JSON.stringify({ attributes: { email: 'jane@moreau-bakery.example' } }),
    });
    await two.put(`/api/conversations/${id}`);
    await harbor.sandbox.webhooks.settled();
    expect((await two.get('/api/conversations')).text).not.toContain('secret');
    expect(texts(await conversationsOf(one))).toEqual([['Jane’s secret']]);
    expect((await createVisitor(harbor.example).get('/api/conversations')).status).toBe(401);
  });

  it('has what was said before the login where Drift moves it to the contact, and not where Drift does not', async () => {
    const visitor = await jane();
    const anonymous = await harbor.chatter();
    await anonymous.say('Before, and left behind');
    const identified = await harbor.chatter(JANE, anonymous.aid);
    await identified.say('After');
    await shows(visitor, [['After']]);

    harbor.sandbox.configure({ assumptions: { conversationOnIdentify: 'moves' } });
    const second = await harbor.chatter();
    const moved = await second.say('Before, and taken along');
    await second.identify(JANE);
    harbor.sandbox.conversations.reply(moved, 'Hello Jane.');
    await vi.waitFor(
      async () =>
        expect(texts(await conversationsOf(visitor))).toContainEqual([
          'Before, and taken along',
          'Hello Jane.',
        ]),
      8000,
    );
  });

  it('is text, whatever was posted as HTML', async () => {
    const visitor = await jane();
    const id = await (await harbor.chatter(JANE)).say('<img src=x onerror=alert(1)>');
    harbor.sandbox.conversations.reply(id, '<script>alert(2)</script> & more');
    await shows(visitor, [['<img src=x onerror=alert(1)>', '<script>alert(2)</script> & more']]);
  });
});

describe('the journal', () => {
  it('tells the person of webhook, REST call and CRM row of their own conversation, without a word that was said', async () => {
    const visitor = await jane();
    const id = await (await harbor.chatter(JANE)).say('Top secret');
    await shows(visitor, [['Top secret']]);
    const entries = await journalOf(visitor);
    const own = entries.filter(({ conversationId }) => conversationId === String(id));
    expect(new Set(own.map(({ kind }) => kind))).toEqual(new Set(['webhook', 'rest', 'crm']));
    const all = JSON.stringify(entries);
    for (const secret of ['Top secret', harbor.sandbox.accessToken, 'jane@'])
      expect(all).not.toContain(secret);
    expect(await journalOf(await amara())).toEqual([]);
  });

  it('shows a visitor the conversation of Drift’s cookie, and nobody the one of a person by a cookie written by hand', async () => {
    const anonymous = await harbor.chatter();
    await anonymous.say('Hello');
    await (await harbor.chatter(JANE)).say('Hello, Jane here');
    await shows(await jane(), [['Hello, Jane here']]);
    const asVisitor = (aid: string): Visitor => createVisitor(harbor.example, `drift_aid=${aid}`);
    await vi.waitFor(async () => expect(await journalOf(asVisitor(anonymous.aid))).not.toEqual([]), 8000);
    for (const aid of [JANE, encodeURIComponent(JANE), `${crypto.randomUUID()}`, '%', ''])
      expect(await journalOf(asVisitor(aid))).toEqual([]);
  });
});
