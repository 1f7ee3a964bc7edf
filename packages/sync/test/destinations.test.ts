import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationBundle, Destination } from '../src/destinations/destination';
import { httpDestination } from '../src/destinations/http-destination';
import { sqlDestination } from '../src/destinations/sql-destination';
import { openDatabase, openStore } from '../src/store/open-store';
import type { SqlDatabase } from '../src/store/sql';
import type { Lease } from '../src/store/store';
import { emptyPostgres, freshPostgres } from './database-for-test';

let directory: string;
let postgres: Promise<string> | undefined;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'driftkit-destination-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const ODD = '11751623441268737';
function bundle(
  changes: { body?: string; messages?: number; status?: string; contactId?: string } = {},
): ConversationBundle {
  const { body = '<p>hi</p>', messages = 2, status = 'open', contactId = '500' } = changes;
  return {
    orgId: '1',
    conversation: { id: ODD, contactId, status, createdAt: 1, updatedAt: 2 },
    messages: Array.from({ length: messages }, (_, at) => ({
      id: String(at + 1),
      conversationId: ODD,
      body,
      type: 'chat',
      author: { type: 'contact', id: contactId, bot: false },
      createdAt: at,
    })),
    contact: {
      id: contactId,
      createdAt: 1,
      attributes: { email: 'ann@acme.com', externalId: 'user-1', plan: 'pro' },
    },
    users: [{ id: '9', name: 'Robot', bot: true }],
  } as unknown as ConversationBundle;
}

let files = 0;
const DATABASES: [name: string, address: () => Promise<string>][] = [
  ['SQLite', async () => `sqlite:${join(directory, `${(files += 1)}.db`)}`],
  [
    'Postgres',
    async () => {
      const address = await (postgres ??= freshPostgres());
      await emptyPostgres(address);
      return address;
    },
  ],
];

describe.each(DATABASES)('sqlDestination in %s', (_, addressOf) => {
  let address: string;
  let destination: Destination;
  let database: SqlDatabase;
  beforeEach(async () => {
    address = await addressOf();
    destination = sqlDestination(address);
    database = openDatabase(address);
  });
  afterEach(async () => {
    await destination.close?.();
    await database.close();
  });
  const count = async (table: string): Promise<number> =>
    (await database.all(`SELECT * FROM ${table}`)).length;

  it('keeps a conversation with its messages, contact and users, with exact ids', async () => {
    await destination.upsertConversation(bundle(), { version: 1 });
    expect(await database.all('SELECT id, contact_id, status FROM drift_conversations')).toMatchObject([
      { id: ODD, contact_id: '500', status: 'open' },
    ]);
    expect(
      await database.all('SELECT body, text, author_is_bot FROM drift_messages ORDER BY id'),
    ).toMatchObject([{ body: '<p>hi</p>', text: 'hi', author_is_bot: 0 }, { body: '<p>hi</p>' }]);
    const [contact] = await database.all('SELECT external_id, attributes FROM drift_contacts');
    expect([contact?.['external_id'], JSON.parse(String(contact?.['attributes']))]).toMatchObject([
      'user-1',
      { plan: 'pro' },
    ]);
    expect(await count('drift_users')).toBe(1);
  });

  it('never lets an older version win, whichever comes first', async () => {
    await destination.upsertConversation(bundle({ status: 'closed' }), { version: 5 });
    await destination.upsertConversation(bundle({ status: 'open', messages: 1 }), { version: 4 });
    await destination.upsertContact(
      { orgId: '1', contact: { id: '500', attributes: { name: 'old' } } as never },
      { version: 3 },
    );
    expect(await database.all('SELECT status FROM drift_conversations')).toMatchObject([
      { status: 'closed' },
    ]);
    expect(await count('drift_messages')).toBe(2);
    expect(await database.all('SELECT name FROM drift_contacts')).toMatchObject([{ name: null }]);
  });

  it('takes the same write twice', async () => {
    await destination.upsertConversation(bundle(), { version: 1 });
    await destination.upsertConversation(bundle(), { version: 1 });
    expect([await count('drift_conversations'), await count('drift_messages')]).toEqual([1, 2]);
  });

  it('takes U+0000, which neither database does', async () => {
    const nul = bundle({ body: 'a\u0000b' });
    Object.assign(nul.contact?.attributes as object, { note: 'c\u0000d' });
    await destination.upsertConversation(nul, { version: 1 });
    expect(await database.all('SELECT body FROM drift_messages')).toMatchObject([
      { body: 'ab' },
      { body: 'ab' },
    ]);
  });

  it('erases a contact, its conversations, and what it wrote elsewhere, and nothing else', async () => {
    await destination.upsertConversation(bundle(), { version: 1 });
    const other = bundle({ contactId: '600' });
    const mixed = {
      ...other,
      conversation: { ...other.conversation, id: '2' },
      messages: other.messages.map((message, at) => ({
        ...message,
        id: `2${at}`,
        conversationId: '2',
        author: { type: 'contact', id: at === 0 ? '500' : '600' },
      })),
    } as unknown as ConversationBundle;
    await destination.upsertConversation(mixed, { version: 2 });
    await destination.erase({ orgId: '1', contactId: '500' });
    expect(await database.all('SELECT id FROM drift_conversations')).toMatchObject([{ id: '2' }]);
    expect(await database.all('SELECT id FROM drift_messages')).toMatchObject([{ id: '21' }]);
    expect(await database.all('SELECT id FROM drift_contacts')).toMatchObject([{ id: '600' }]);
  });

  it('books the change in the transaction of the write: both are kept, or neither', async () => {
    const { store } = await openStore(address, () => undefined);
    try {
      await store.mark({ orgId: '1', kind: 'conversation', id: ODD }, Date.now() - 1_000, 0);
      const lease = (await store.lease(Date.now(), 60_000)) as Lease;
      const failing = destination.upsertConversation(bundle(), {
        version: 1,
        finish: async (sql) => {
          await store.finish(lease, { type: 'done' }, sql);
          throw new Error('cut off');
        },
      });
      await expect(failing).rejects.toThrow('cut off');
      expect([await count('drift_conversations'), (await store.counts(Date.now())).running]).toEqual([0, 1]);
      await destination.upsertConversation(bundle(), {
        version: 1,
        finish: (sql) => store.finish(lease, { type: 'done' }, sql),
      });
      expect([await count('drift_conversations'), (await store.counts(Date.now())).running]).toEqual([1, 0]);
    } finally {
      await store.close();
    }
  });
});

describe('httpDestination', () => {
  const answers: (() => Response | Promise<Response>)[] = [];
  const sent: { headers: Headers; body: Record<string, unknown> }[] = [];
  const waits: number[] = [];
  const destination = httpDestination({
    url: 'https://crm.example/drift',
    headers: { authorization: 'Bearer canary' },
    sleep: (milliseconds) => Promise.resolve(waits.push(milliseconds)),
    fetch: async (_url, init) => {
      sent.push({
        headers: new Headers(init?.headers),
        body: JSON.parse(init?.body as string) as Record<string, unknown>,
      });
      expect(init?.redirect).toBe('error');
      return (await answers.shift()?.()) ?? new Response();
    },
  });
  beforeEach(() => {
    for (const list of [answers, sent, waits]) list.length = 0;
  });

  it('posts a bundle with its version, and the same key for the same write', async () => {
    await destination.upsertConversation(bundle(), { version: 7 });
    await destination.upsertConversation(bundle(), { version: 7 });
    await destination.upsertConversation(bundle(), { version: 8 });
    const keys = sent.map(({ headers }) => headers.get('idempotency-key'));
    expect([keys[0] === keys[1], keys[1] === keys[2]]).toEqual([true, false]);
    expect(sent[0]?.body).toMatchObject({ type: 'conversation', version: 7, conversation: { id: ODD } });
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer canary');
  });

  it('tries again on 429, 5xx and a broken connection, and waits as it is told', async () => {
    answers.push(
      () => new Response(null, { status: 429, headers: { 'retry-after': '3' } }),
      () => Promise.reject(new TypeError('fetch failed')),
    );
    await destination.erase({ orgId: '1', contactId: '500' });
    expect([sent.length, waits]).toEqual([3, [3_000, 2_000]]);
  });

  it('does not try again what is refused, and says so without the content or the headers', async () => {
    answers.push(() => new Response('ann@acme.com Bearer canary', { status: 400 }));
    const failing = destination.upsertConversation(bundle(), { version: 1 });
    await expect(failing).rejects.toThrow(/^The destination did not accept the change: it answered 400\.$/);
    expect(sent).toHaveLength(1);
  });

  it('wants an address', () => {
    expect(() => httpDestination({ url: 'crm' })).toThrow('"crm" is not a URL');
  });
});
