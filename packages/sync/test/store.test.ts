import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, openStore } from '../src/store/open-store';
import type { Change, Lease, Store } from '../src/store/store';
import { emptyPostgres, freshPostgres } from './database-for-test';

const ann: Change = { orgId: '1', kind: 'conversation', id: '11751623441268737' };
const bob: Change = { ...ann, id: '2' };
const elsewhere: Change = { ...ann, orgId: '2' };
const MINUTE = 60_000;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'driftkit-store-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const STORES: [name: string, create: () => Promise<string>, empty: (address: string) => Promise<void>][] = [
  [
    'SQLite',
    () => Promise.resolve(`sqlite:${join(directory, 'store.db')}`),
    async (address) => {
      const database = openDatabase(address);
      for (const table of ['sync_rows', 'sync_orgs', 'sync_emails', 'sync_tombstones'])
        await database.run(`DELETE FROM ${table}`);
      await database.close();
    },
  ],
  ['Postgres', freshPostgres, emptyPostgres],
];

describe.each(STORES)('a store in %s', (_, create, empty) => {
  let address: string;
  let store: Store;
  let now: number;
  const open = async (): Promise<Store> =>
    (await openStore(address, (error) => expect(error).toBeUndefined())).store;

  beforeAll(async () => {
    address = await create();
    store = await open();
  }, 120_000);
  afterAll(() => store.close());
  beforeEach(async () => {
    // pg-boss goes by the clock of the database.
    now = Date.now() - 10 * MINUTE;
    await empty(address);
  });

  const take = (at = now, milliseconds = MINUTE): Promise<Lease | undefined> => store.lease(at, milliseconds);
  const done = (lease: Lease | undefined): Promise<void> => store.finish(lease as Lease, { type: 'done' });

  it('gives a change to one worker, once', async () => {
    await store.mark(ann, now, 0);
    expect(await take()).toMatchObject({ ...ann, attempts: 0 });
    expect(await take()).toBeUndefined();
    expect(await store.counts(now)).toEqual({ waiting: 0, running: 1, failed: [], moreFailed: 0 });
  });

  it('forgets nothing that was marked when it is opened again', async () => {
    await store.mark(ann, now, 0);
    await store.close();
    store = await open();
    expect(await take()).toMatchObject(ann);
  });

  it('makes one row of many marks, and none of a mark that is done', async () => {
    for (let times = 0; times < 5; times += 1) await store.mark(ann, now, 0);
    await done(await take());
    expect(await take()).toBeUndefined();
    expect(await store.counts(now)).toEqual({ waiting: 0, running: 0, failed: [], moreFailed: 0 });
  });

  it('gives a row again when it changed while a worker had it', async () => {
    await store.mark(ann, now, 0);
    const first = await take();
    await store.mark(ann, now, 0);
    expect(await take()).toBeUndefined();
    await done(first);
    const second = await take();
    expect(second).toMatchObject(ann);
    expect(second?.version).toBeGreaterThan(first?.version ?? Infinity);
  });

  it('gives the row of a lost worker to another worker; the lost worker can then only report a finished write', async () => {
    await store.mark(ann, now, 0);
    const gone = await take(now, 100);
    const second = await until(() => take(now + 200));
    expect(second?.version).toBeGreaterThan(gone?.version ?? Infinity);
    await store.finish(gone as Lease, { type: 'failed', error: 'late' });
    expect(await store.counts(now + 300)).toMatchObject({ running: 1, failed: [] });
    await done(second);
    expect(await take(now + 400)).toBeUndefined();
  });

  it('counts what is written after the lease has run out', async () => {
    await store.mark(ann, now, 0);
    const slow = await take(now, 100);
    await done(slow);
    expect(await until(() => take(now + 200), 3)).toBeUndefined();
  });

  it('puts a change off while more come, five minutes at most', async () => {
    await store.mark(ann, now, 30_000);
    for (let passed = 0; passed <= 6 * MINUTE; passed += 20_000) await store.mark(ann, now + passed, 30_000);
    expect(await take(now + 5 * MINUTE - 1)).toBeUndefined();
    expect(await until(() => take(now + 5 * MINUTE))).toMatchObject(ann);
  });

  it('gives a failed row again at its time, and keeps what was given up in a list', async () => {
    await store.mark(ann, now, 0);
    await store.finish((await take()) as Lease, { type: 'again', at: now + 5_000, error: 'away' });
    expect(await take(now + 4_999)).toBeUndefined();
    const again = await until(() => take(now + 5_000));
    expect(again).toMatchObject({ ...ann, attempts: 1 });
    await store.finish(again as Lease, { type: 'failed', error: 'still away' });
    expect(await store.counts(now)).toEqual({
      waiting: 0,
      running: 0,
      failed: [{ ...ann, attempts: 2, error: 'still away' }],
      moreFailed: 0,
    });
    expect(await store.requeue(now)).toBe(1);
    expect(await until(() => take())).toMatchObject({ ...ann, attempts: 0 });
  });

  it('lists a hundred of the rows that were given up, and counts the rest', async () => {
    const rows = Array.from({ length: 103 }, (_, at) => ({ ...ann, id: String(100 + at) }));
    await Promise.all(rows.map((row) => store.mark(row, now, 0)));
    for (let count = 0; count < rows.length; count += 1)
      await store.finish((await take()) as Lease, { type: 'failed', error: 'away' });
    const { failed, moreFailed } = await store.counts(now);
    expect(failed.map(({ id }) => id)).toEqual(rows.slice(0, 100).map(({ id }) => id));
    expect(moreFailed).toBe(3);
    expect(await store.requeue(now)).toBe(103);
  });

  it('a new change of a row that was given up is worked on', async () => {
    await store.mark(ann, now, 0);
    await store.finish((await take()) as Lease, { type: 'failed', error: 'broken' });
    await store.mark(ann, now, 0);
    expect(await until(() => take())).toMatchObject({ ...ann, attempts: 0 });
    expect((await store.counts(now)).failed).toEqual([]);
  });

  it('serves an org with one row between the many of another', async () => {
    for (let id = 1; id <= 20; id += 1) await store.mark({ ...ann, id: String(id) }, now, 0);
    await store.mark(elsewhere, now, 0);
    const served = [await take(), await take()];
    expect(served.map((lease) => lease?.orgId)).toContain('2');
  });

  it('serves an org with many rows while small ones keep all workers busy', async () => {
    for (let id = 1; id <= 20; id += 1) await store.mark({ ...ann, id: String(id) }, now, 0);
    const small = ['2', '3', '4'].map((orgId) => ({ ...ann, orgId }));
    for (const change of small) await store.mark(change, now, 0);
    const served: string[] = [];
    while (served.length < 40) {
      const lease = (await take()) as Lease;
      served.push(lease.orgId);
      await done(lease);
      if (lease.orgId !== ann.orgId) await store.mark(lease, now, 0);
    }
    const large = served.filter((orgId) => orgId === ann.orgId).length;
    expect(large).toBeGreaterThanOrEqual(4);
    expect(large).toBeLessThanOrEqual(10);
  });

  it('keeps the rows of a disconnected org until it is connected again', async () => {
    await store.mark(ann, now, 0);
    await store.disconnect('1');
    expect(await store.nextDue()).toBeUndefined();
    await store.mark(bob, now, 0);
    const leases = [await until(() => take()), await until(() => take())];
    expect(leases.map((lease) => lease?.id).sort()).toEqual([ann.id, bob.id].sort());
  });

  it('marks again only what is newer than what was written', async () => {
    await store.mark(ann, now, 0);
    await store.finish((await take()) as Lease, { type: 'done', seenAt: 500 });
    const page = (...rows: [id: string, updatedAt: number][]): Promise<void> =>
      store.markPage(
        '1',
        rows.map(([id, updatedAt]) => ({ id, updatedAt })),
        { cursor: undefined, top: 0 },
        now,
      );
    await page([ann.id, 500]);
    expect(await take()).toBeUndefined();
    await page([ann.id, 501], [bob.id, 1]);
    const leases = [await until(() => take()), await until(() => take())];
    expect(leases.map((lease) => lease?.id).sort()).toEqual([ann.id, bob.id].sort());
  });

  it('allows one sweep a minute, and never moves the mark of a sweep back', async () => {
    expect(await store.claimSweep('1', now, MINUTE)).toBe(true);
    expect(await store.claimSweep('1', now + MINUTE - 1, MINUTE)).toBe(false);
    expect(await store.claimSweep('1', now + MINUTE, MINUTE)).toBe(true);
    await store.setSweptTo('1', 9);
    await store.setSweptTo('1', 5);
    expect(await store.sweptTo('1')).toMatchObject({ mark: 9 });
  });

  it('gives a row and a sweep again that a wrong clock had put off far into the future', async () => {
    const ahead = now + 24 * 60 * MINUTE;
    expect(await store.claimSweep('1', ahead, MINUTE)).toBe(true);
    await store.mark(ann, ahead, 0);
    await store.mark(bob, now, 0);
    const leased = await store.lease(now, 24 * 60 * MINUTE);
    expect([leased?.id, await take()]).toEqual([bob.id, undefined]);
    expect(await store.claimSweep('1', now, MINUTE)).toBe(true);
    const again = [await until(() => take()), await until(() => take())];
    expect(again.map((lease) => lease?.id).sort()).toEqual([ann.id, bob.id].sort());
  });

  it('keeps the others of a burst where the database refuses one', async () => {
    const refused = { ...bob, id: null as unknown as string };
    const marks = await Promise.allSettled(
      [ann, refused, elsewhere].map((change) => store.mark(change, now, 0)),
    );
    expect(marks.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await store.counts(now)).waiting).toBe(2);
  });

  it('knows contacts by e-mail in any case, until it is told to forget them', async () => {
    await store.knowContact('1', '7', 'Ann@Acme.com');
    expect(await store.contactsWithEmail('1', 'ann@acme.com')).toEqual(['7']);
    expect(await store.isErased('1', '7')).toBe(false);
    await store.erase('1', '7');
    expect(await store.contactsWithEmail('1', 'ann@acme.com')).toEqual(['7']);
    await store.forgetEmails('1', '7');
    expect(await store.contactsWithEmail('1', 'ann@acme.com')).toEqual([]);
    expect([await store.isErased('1', '7'), await store.isErased('2', '7')]).toEqual([true, false]);
  });

  it('forgets a row of an erasure whole', async () => {
    const erasure: Change = { orgId: '1', kind: 'erasure', id: 'email:ann@acme.com' };
    await store.mark(erasure, now, 0);
    await store.finish((await take()) as Lease, { type: 'forgotten' });
    await store.mark(ann, now, 0);
    expect(await store.counts(now)).toEqual({ waiting: 1, running: 0, failed: [], moreFailed: 0 });
  });
});

/** pg-boss looks at the second after. */
async function until<T>(look: () => Promise<T | undefined>, tries = 40): Promise<T | undefined> {
  for (let turn = 0; turn < tries; turn += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}

it('SQLite says that the disk is full, and works on when it no longer is', async () => {
  const database = openDatabase(`sqlite:${join(directory, 'full.db')}`);
  await database.run('CREATE TABLE t (x TEXT)');
  const fill = (): Promise<number> =>
    database.together((sql) => sql.run('INSERT INTO t VALUES (?)', 'x'.repeat(1_000_000)));
  await database.all('PRAGMA max_page_count = 3');
  await expect(fill()).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  await database.all('PRAGMA max_page_count = 100000');
  expect(await fill()).toBe(1);
  await database.close();
});

it('the URL of an unsupported database is refused, and the error does not print its password', async () => {
  await expect(openStore('mysql://me:secret@host/db', () => undefined)).rejects.toThrow(
    /^store: "mysql" is not a supported database/,
  );
});
