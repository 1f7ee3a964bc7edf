import PgBoss from 'pg-boss';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ConversationBundle } from '../src/destinations/destination';
import { sqlDestination } from '../src/destinations/sql-destination';
import { openDatabase, openStore } from '../src/store/open-store';
import type { SqlDatabase } from '../src/store/sql';
import type { Change, Lease, Store } from '../src/store/store';
import { emptyPostgres, freshPostgres, withPostgres } from './database-for-test';

/** What only several transactions at once can show. */
describe('on Postgres', () => {
  let address: string;
  let database: SqlDatabase;
  let store: Store;
  beforeAll(async () => {
    address = await freshPostgres();
    database = openDatabase(address);
    ({ store } = await openStore(address, () => undefined));
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  beforeEach(() => emptyPostgres(address));

  const row = (id: number, orgId = '1'): Change => ({ orgId, kind: 'conversation', id: String(id) });
  const bundle = (id: string, status: string, users: string[] = []): ConversationBundle =>
    ({
      orgId: '1',
      conversation: { id, contactId: '500', status },
      messages: [{ id: `1${id}`, conversationId: id, body: status, type: 'chat' }],
      contact: { id: '500', attributes: { name: status } },
      users: users.map((user) => ({ id: user, name: status })),
    }) as unknown as ConversationBundle;

  it('marks and leases of the same rows never wait for each other in a circle', async () => {
    const at = Date.now() - 60_000;
    const marks = Array.from({ length: 200 }, (_, turn) => store.mark(row(turn % 5), at, 0));
    const leases = Array.from({ length: 100 }, async () => {
      const lease = await store.lease(at + 1_000, 60_000);
      if (lease) await store.finish(lease, { type: 'done' });
    });
    await Promise.all([...marks, ...leases]);
    const pages = Array.from({ length: 10 }, (_, turn) => {
      const page = [1, 2, 3, 4, 5].map((id) => ({ id: String(id), updatedAt: at + turn }));
      return store.markPage('1', turn % 2 ? page : page.reverse(), { cursor: undefined, top: 0 }, at);
    });
    await Promise.all(pages);
  });

  it('the rows of a disconnected org are given to nobody', async () => {
    const at = Date.now() - 60_000;
    await store.mark(row(1, 'gone'), at, 0);
    await store.disconnect('gone');
    const seen: string[] = [];
    for (
      let lease = await store.lease(at + 1_000, 60_000);
      lease;
      lease = await store.lease(at + 1_000, 60_000)
    )
      seen.push(lease.orgId);
    expect(seen).not.toContain('gone');
  });

  it('an older version that waited for a newer one does not overwrite it', async () => {
    const destination = sqlDestination(address);
    await destination.upsertConversation(bundle('1', 'first'), { version: 1 });
    await withPostgres(address, async (client) => {
      // Somebody else is about to write version 9, and has not committed.
      await client.query('BEGIN');
      await client.query("UPDATE drift_conversations SET version = 9, status = 'newest' WHERE id = '1'");
      await client.query("UPDATE drift_contacts SET version = 9, name = 'newest' WHERE id = '500'");
      const older = Promise.all([
        destination.upsertConversation(bundle('1', 'older'), { version: 5 }),
        destination.upsertContact(
          { orgId: '1', contact: bundle('1', 'older').contact as never },
          { version: 5 },
        ),
      ]);
      await waiters(address, 2);
      await client.query('COMMIT');
      await older;
    });
    expect(await database.all('SELECT status FROM drift_conversations')).toEqual([{ status: 'newest' }]);
    expect(await database.all('SELECT name FROM drift_contacts')).toEqual([{ name: 'newest' }]);
    expect(await database.all('SELECT body FROM drift_messages')).toEqual([{ body: 'first' }]);
    await destination.close?.();
  });

  it('conversations with the same users in another order never wait for each other in a circle', async () => {
    const destination = sqlDestination(address);
    const users = ['1', '2', '3', '4', '5', '6', '7', '8'];
    await destination.upsertConversation(bundle('1', 'open', users), { version: 1 });
    await withPostgres(address, async (client) => {
      // Both come to a stop in the middle of their users, and go on at the same time.
      await client.query('BEGIN');
      await client.query("UPDATE drift_users SET name = 'held' WHERE id = '4'");
      const writes = Promise.all([
        destination.upsertConversation(bundle('2', 'open', users), { version: 2 }),
        destination.upsertConversation(bundle('3', 'open', [...users].reverse()), { version: 3 }),
      ]);
      await waiters(address, 2);
      await client.query('COMMIT');
      await writes;
    });
    await destination.close?.();
  });

  it('an erasure waits for a write that is about to end, and no write ends unseen after it', async () => {
    await withPostgres(address, async (client) => {
      await client.query('BEGIN');
      const sql = {
        all: async (text: string, ...values: unknown[]): Promise<unknown[]> =>
          (await client.query<object>(text.replace('?', '$1'), values)).rows,
      };
      expect(await store.isErased('1', '777', sql as never)).toBe(false);
      let isErased = false;
      const erasing = store.erase('1', '777').then(() => (isErased = true));
      await waiters(address, 1);
      expect(isErased).toBe(false);
      await client.query('COMMIT');
      await erasing;
    });
    expect(await store.isErased('1', '777')).toBe(true);
  });

  it('a renewed lease is given to no other worker; a lease that is not renewed is taken when it ends', async () => {
    // As if 29 of its 30 seconds were over.
    const at = Date.now() - 29_000;
    await store.mark(row(31), at, 0);
    await store.mark(row(32), at, 0);
    const leases = new Map<string, Lease>();
    for (let lease = await store.lease(at + 1, 30_000); lease; lease = await store.lease(at + 1, 30_000))
      leases.set(lease.id, lease);
    expect(await store.renew(leases.get('31') as Lease, Date.now(), 30_000)).toBe(true);
    await vi.waitFor(async () => expect(await store.lease(Date.now(), 30_000)).toMatchObject({ id: '32' }), {
      timeout: 8_000,
      interval: 100,
    });
    expect(await store.lease(Date.now(), 30_000)).toBeUndefined();
    expect(await store.renew(leases.get('32') as Lease, Date.now(), 30_000)).toBe(false);
  });

  it('a connection that breaks in the middle of a transaction fails it, and does not end the process', async () => {
    const failing = database.together(async (sql) => {
      const [self] = await sql.all('SELECT pg_backend_pid() AS pid');
      await withPostgres(address, (client) =>
        client.query('SELECT pg_terminate_backend($1)', [self?.['pid']]),
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
      await sql.all('SELECT 1');
    });
    await expect(failing).rejects.toThrow();
    expect(await database.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('a queue that cannot be made leaves no connection and no timer behind', async () => {
    const stop = vi.spyOn(PgBoss.prototype, 'stop');
    onTestFinished(() => stop.mockRestore());
    const own = await freshPostgres();
    await (await openStore(own, () => undefined)).store.close();
    await withPostgres(own, (client) =>
      client.query('ALTER FUNCTION driftkit_boss.create_queue RENAME TO taken_away'),
    );
    stop.mockClear();
    await expect(openStore(own, () => undefined)).rejects.toThrow('create_queue');
    expect(stop).toHaveBeenCalledOnce();
    await withPostgres(own, (client) =>
      vi.waitFor(
        async () => {
          const { rows } = await client.query<{ count: string }>(
            'SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
          );
          expect(rows[0]?.count).toBe('0');
        },
        { timeout: 3_000, interval: 50 },
      ),
    );
  });
});

/** Resolves when so many wait for a lock. */
function waiters(address: string, count: number): Promise<void> {
  return withPostgres(address, (client) =>
    vi.waitFor(
      async () => {
        const { rows } = await client.query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        expect(rows.length).toBe(count);
      },
      { timeout: 4_000, interval: 10 },
    ),
  );
}
