import { createClient, createWebhookHandler } from '@driftkit/api';
import pg from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sqlDestination } from '../src/destinations/sql-destination';
import { createDriftForTest, oddId, worldOf } from '../src/export/drift-for-test';
import { createSync } from '../src/sync/create-sync';
import type { Sync } from '../src/sync/create-sync';
import { emptyPostgres, freshPostgres, withPostgres } from './database-for-test';
import { clientOf } from './sync-for-test';

let address: string;
beforeAll(async () => {
  address = await freshPostgres();
}, 60_000);

describe('as functions that live for one call, with the store in Postgres', () => {
  beforeEach(() => emptyPostgres(address));
  const drift = createDriftForTest(worldOf(6));
  const open = (): Sync =>
    createSync({ client: clientOf(drift), store: address, destination: sqlDestination(address), orgId: '1' });

  async function webhook(request: Request): Promise<Response> {
    const sync = open();
    try {
      const handler = createWebhookHandler({
        verificationToken: 'canary',
        onEvent: (event) => sync.handle(event),
      });
      return await handler(request);
    } finally {
      await sync.close();
    }
  }
  async function everyMinute(): Promise<void> {
    const sync = open();
    try {
      await sync.sweep();
      await sync.run({ once: true });
    } finally {
      await sync.close();
    }
  }
  const post = (conversationId: string): Request =>
    new Request('https://app.example/drift', {
      method: 'POST',
      body: `{"type":"conversation_push","orgId":1,"token":"canary","data":{"source":"x","data":{"conversationId":${conversationId}}}}`,
    });

  it('a webhook is answered once it is stored, a timer does the work, and neither leaves a connection open', async () => {
    expect((await webhook(post(oddId(3)))).status).toBe(200);
    const { rows } = await withPostgres(address, (client) => client.query('SELECT id FROM sync_rows'));
    expect(rows).toEqual([{ id: oddId(3) }]);
    // Two at once, as when one takes longer than a minute.
    await Promise.all([everyMinute(), everyMinute()]);
    await withPostgres(address, async (client) => {
      const written = await client.query('SELECT id FROM drift_conversations ORDER BY length(id), id');
      expect(written.rows.map(({ id }: { id: string }) => id)).toEqual([0, 1, 2, 3, 4, 5].map(oddId));
      const others = await client.query(
        'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      expect(others.rows).toEqual([]);
    });
  }, 20_000);
});

it('several processes share the limit of a token through rate-limiter-flexible on the same Postgres', async () => {
  const POINTS = 4;
  const calls: number[] = [];
  const pools = [0, 1].map(() => new pg.Pool({ connectionString: address }));
  const clients = await Promise.all(pools.map(process));

  /** What each process does. */
  async function process(pool: pg.Pool): Promise<ReturnType<typeof createClient>> {
    const limiter = await new Promise<RateLimiterPostgres>((resolve, reject) => {
      const made: RateLimiterPostgres = new RateLimiterPostgres(
        { storeClient: pool, tableName: 'drift_limits', points: POINTS, duration: 1 },
        (error) => (error ? reject(error) : resolve(made)),
      );
    });
    return createClient({
      accessToken: 'token',
      limiter,
      fetch: () => {
        calls.push(Date.now());
        return Promise.resolve(Response.json({ data: { id: 7, attributes: {} } }));
      },
    });
  }

  await Promise.all(Array.from({ length: 10 }, async (_, at) => clients[at % 2]?.contacts.get('7')));
  await Promise.all(pools.map((pool) => pool.end()));
  calls.sort((a, b) => a - b);
  // So many, and then a second's wait, whichever process asked.
  expect(calls).toHaveLength(10);
  expect((calls[POINTS] ?? 0) - (calls[0] ?? 0)).toBeGreaterThan(800);
  expect((calls[2 * POINTS] ?? 0) - (calls[0] ?? 0)).toBeGreaterThan(1_800);
}, 20_000);
