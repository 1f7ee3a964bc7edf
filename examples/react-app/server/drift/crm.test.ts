import type { ConversationBundle } from '@driftkit/sync';
import { beforeEach, expect, it } from 'vitest';
import { createAccounts } from '../accounts';
import { createConversations } from '../conversations';
import { openDatabase } from '../database';
import type { Database } from '../database';
import { createJournal } from '../journal';
import { createCrm } from './crm';

const JANE = 'usr_jane_4kq81z';
const AMARA = 'usr_amara_1hs60p';

let database: Database;
let crm: ReturnType<typeof createCrm>;
beforeEach(() => {
  database = openDatabase(undefined);
  crm = createCrm(database, createAccounts(database), createJournal());
});

/** A conversation of the contact with this external id, as the sync gives it. */
function bundle(text: string, externalId: string | null, status = 'open'): ConversationBundle {
  const message = {
    id: '9',
    conversationId: '7',
    type: 'chat',
    body: text,
    author: { id: '1', type: 'contact' },
    createdAt: 2,
  };
  return {
    orgId: '1',
    conversation: { id: '7', contactId: '1', inboxId: '1', status, createdAt: 1, updatedAt: 1 },
    messages: [message, { ...message, id: '10', type: 'private_note', body: 'a note' }],
    contact: externalId === null ? null : { id: '1', createdAt: 1, attributes: { externalId } },
    users: [],
  };
}
const texts = (userId: string): string[] =>
  createConversations(database)
    .of(userId)
    .flatMap(({ messages }) => messages.map(({ text }) => text));
const rows = (): string =>
  JSON.stringify(
    ['contacts', 'conversations', 'messages'].map((name) => database.all(`SELECT * FROM crm_${name}`)),
  );

it('an older version never overwrites a newer one, of a conversation and of a contact', async () => {
  await crm.upsertConversation(bundle('new', JANE), { version: 2 });
  await crm.upsertConversation(bundle('old', AMARA), { version: 1 });
  const contact = { id: '1', createdAt: 1, attributes: { externalId: AMARA } };
  await crm.upsertContact({ orgId: '1', contact }, { version: 1 });
  expect([texts(JANE), texts(AMARA)]).toEqual([['new'], []]);
});

it('a conversation that Drift ties to somebody else is the other’s from then on', async () => {
  await crm.upsertConversation(bundle('hello', '1f0c1f9c-0000-4000-8000-000000000000'), { version: 1 });
  await crm.upsertConversation(bundle('hello', JANE), { version: 2 });
  expect(texts(JANE)).toEqual(['hello']);
});

it('a private note is in no table', async () => {
  await crm.upsertConversation(bundle('hello', JANE), { version: 1 });
  expect(rows()).not.toContain('a note');
});

it.each([
  ['whose account is gone', 'usr_gone'],
  ['whom Drift no longer has', null],
])('of somebody %s nothing is kept, and what was there goes', async (_who, externalId) => {
  await crm.upsertConversation(bundle('secret', JANE), { version: 1 });
  await crm.upsertConversation(bundle('secret', externalId), { version: 2 });
  expect(rows()).not.toContain('secret');
});

it('an erased contact leaves no row', async () => {
  await crm.upsertConversation(bundle('secret', JANE), { version: 1 });
  await crm.erase({ orgId: '1', contactId: '1' });
  expect(rows()).toBe('[[],[],[]]');
});
