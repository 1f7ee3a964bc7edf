import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDriftForTest, oddId, worldOf } from '../src/export/drift-for-test';
import { createSync } from '../src/sync/create-sync';
import type { Sync } from '../src/sync/create-sync';
import { openStore } from '../src/store/open-store';
import { createDestinationForTest } from './destination-for-test';
import type { DestinationForTest } from './destination-for-test';
import { emptyPostgres, freshPostgres, withPostgres } from './database-for-test';
import { startPostgres } from './postgres-for-test';
import { clientOf, pushed } from './sync-for-test';

const LONG = process.env['DRIFTKIT_LONG'] !== undefined;

describe('workers on one Postgres', () => {
  let address: string;
  let destination: DestinationForTest;
  const syncs: Sync[] = [];
  beforeAll(async () => {
    address = await freshPostgres();
  });
  beforeEach(async () => {
    await emptyPostgres(address);
    destination = createDestinationForTest();
  });
  afterEach(() => Promise.all(syncs.splice(0).map((sync) => sync.close())));

  const drift = createDriftForTest(worldOf(20));
  // The list is empty, so that what is written was told of.
  drift.conversations.list = () => createDriftForTest(worldOf(0)).conversations.list({}, {});
  function open(at = address): Sync {
    const sync = createSync({
      client: clientOf(drift),
      store: at,
      destination,
      orgId: '1',
      onError: () => undefined,
    });
    syncs.push(sync);
    return sync;
  }
  const leftOf = async (sync: Sync): Promise<number> => {
    const { waiting, running } = await sync.status();
    return waiting + running;
  };
  const allOf = (sync: Sync, timeout = 20_000): Promise<void> =>
    expect.poll(() => leftOf(sync), { timeout, interval: 50 }).toBe(0);

  it('share the work: each conversation is written, and most of them once', async () => {
    const [one, two] = [open(), open()];
    for (let at = 0; at < 20; at += 1) await one.handle(pushed(oddId(at)));
    for (const sync of [one, two]) void sync.run();
    await allOf(one);
    expect(destination.conversations.size).toBe(20);
    expect(destination.writes.length).toBeLessThan(30);
  }, 30_000);

  it('workers take the row of a lost worker when its lease ends', async () => {
    const { store } = await openStore(address, () => undefined);
    // As if 28 of the 30 seconds of its lease were over.
    const at = Date.now() - 28_000;
    await store.mark({ orgId: 'own', kind: 'conversation', id: oddId(1) }, at - 1_000, 0);
    expect(await store.lease(at, 30_000)).toBeDefined();
    await store.close();
    const sync = open();
    void sync.run();
    await allOf(sync);
    expect(destination.conversations.has(oddId(1))).toBe(true);
  }, 30_000);

  it.runIf(LONG)(
    'take up the job of one that was gone before it took the row',
    async () => {
      const { store } = await openStore(address, () => undefined);
      await store.mark({ orgId: 'own', kind: 'conversation', id: oddId(2) }, Date.now() - 1_000, 0);
      await store.close();
      await withPostgres(address, (client) =>
        client.query("UPDATE driftkit_boss.job SET state = 'active', started_on = now()"),
      );
      const sync = open();
      void sync.run();
      await allOf(sync, 60_000);
      expect(destination.conversations.has(oddId(2))).toBe(true);
    },
    70_000,
  );

  it('go on when the database has dropped all their connections', async () => {
    const sync = open();
    await sync.handle(pushed(oddId(1)));
    void sync.run();
    await allOf(sync);
    await withPostgres(address, (client) =>
      client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      ),
    );
    await expect.poll(() => kept(sync, 2), { timeout: 10_000 }).toBe(true);
    await expect.poll(() => destination.conversations.has(oddId(2)), { timeout: 10_000 }).toBe(true);
  }, 30_000);

  it.runIf(LONG)(
    'go on when the database was restarted under them',
    async () => {
      const own = await startPostgres();
      try {
        const sync = open(own.url);
        await sync.handle(pushed(oddId(1)));
        void sync.run();
        await allOf(sync);
        await own.restart();
        await expect.poll(() => kept(sync, 2), { timeout: 60_000 }).toBe(true);
        await expect.poll(() => destination.conversations.has(oddId(2)), { timeout: 60_000 }).toBe(true);
        await sync.close();
      } finally {
        await own.stop();
      }
    },
    150_000,
  );

  const kept = (sync: Sync, at: number): Promise<boolean> =>
    sync.handle(pushed(oddId(at))).then(
      () => true,
      () => false,
    );
});
