import { afterEach, describe, expect, it } from 'vitest';
import { sqlDestination } from '../src/destinations/sql-destination';
import { DriftApiError, oddId } from '../src/export/drift-for-test';
import { openDatabase } from '../src/store/open-store';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSyncForTest, event, pushed } from './sync-for-test';
import type { SyncForTest } from './sync-for-test';

let my: SyncForTest;
afterEach(() => my.sync.close());
const HUGE = '9'.repeat(100_000);

describe('an event', () => {
  it.each([
    ['conversation_push', { data: { conversationId: HUGE } }],
    ['contact_updated', { endUserId: HUGE, diff: [] }],
    ['conversation_push', { data: { conversationId: '-1' } }],
    ['conversation_push', null],
    ['contact_identified', 'text'],
    ['something_new', { a: { b: [] } }],
  ])('with an id that is none marks nothing: %s %#', async (type, data) => {
    my = createSyncForTest();
    await my.sync.handle(event(type, data));
    expect((await my.sync.status()).waiting).toBe(0);
  });

  it.each([
    { email: `a\u0000b@acme.com` },
    { email: `${'a'.repeat(100_000)}@acme.com` },
    { contactId: HUGE },
    [],
    null,
  ])('to erase that names nobody real is shown, and destroys nothing: %#', async (data) => {
    my = createSyncForTest();
    await my.sync.handle(event('gdpr_delete_requested', data));
    await my.work();
    expect(my.errors.map(({ code }) => code)).toEqual(['not_erased']);
    expect((await my.sync.status()).failed[0]?.id).toMatch(/^unknown:/);
  });

  it('to erase is not believed where a wrong address answers 404 to everything', async () => {
    my = createSyncForTest();
    await my.sync.handle(pushed(oddId(2)));
    await my.work();
    my.drift.before = () => {
      throw new DriftApiError('not_found');
    };
    await my.sync.handle(event('gdpr_delete_requested', { contactId: '501' }));
    await my.work();
    expect(my.destination.conversations.has(oddId(2))).toBe(true);
    expect((await my.sync.status()).waiting).toBe(1);
  });
});

it('an error of a destination is stored as one line that every database accepts', async () => {
  my = createSyncForTest();
  my.destination.before = () => {
    throw new Error(`bad \u0000 byte\n\u001b[31m at ${'x'.repeat(5_000)}`);
  };
  await my.sync.handle(pushed(oddId(1)));
  for (let round = 0; round < 12; round += 1) {
    await my.work();
    my.now += 3_600_000;
  }
  const [failed] = (await my.sync.status()).failed;
  expect(failed?.error).toMatch(/^error: bad byte \[31m at x+$/);
  expect(failed?.error.length).toBeLessThanOrEqual(300);
});

it('a conversation of 2,000 messages, one of a megabyte, with every odd character, is written whole', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'driftkit-hostile-'));
  const address = `sqlite:${join(directory, 'sync.db')}`;
  const id = oddId(1);
  try {
    my = createSyncForTest({ store: address, destination: sqlDestination(address) });
    my.drift.world.messages[id] = Array.from({ length: 2_000 }, (_, at) => ({
      id: String(10n ** 18n + BigInt(at)),
      conversationId: id,
      body: at === 7 ? 'x'.repeat(1_000_000) : `'"?; DROP TABLE \u0000 \ud800 👩‍👩‍👧 ${at}`,
      author: { type: 'contact', id: '500' },
      type: 'chat',
      createdAt: at,
    }));
    // Drift gave one of them on two pages.
    my.drift.world.messages[id].push({ ...my.drift.world.messages[id][3], body: 'edited' });
    await my.sync.handle(pushed(id));
    await my.work();
    const database = openDatabase(address);
    const [all] = await database.all(
      'SELECT count(*) AS count, max(length(body)) AS longest, max(id) AS last FROM drift_messages',
    );
    expect(all).toEqual({ count: 2_000, longest: 1_000_000, last: String(10n ** 18n + 1_999n) });
    const [edited] = await database.all(
      'SELECT body FROM drift_messages WHERE id = ?',
      String(10n ** 18n + 3n),
    );
    expect(edited).toEqual({ body: 'edited' });
    await database.close();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
