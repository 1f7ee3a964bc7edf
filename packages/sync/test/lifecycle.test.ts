import { createServer } from 'node:net';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sqlDestination } from '../src/destinations/sql-destination';
import { oddId } from '../src/export/drift-for-test';
import { openDatabase, openStore } from '../src/store/open-store';
import { createSyncForTest, event, pushed } from './sync-for-test';
import type { SyncForTest } from './sync-for-test';

let my: SyncForTest;
const directories: string[] = [];
afterEach(async () => {
  await my?.sync.close();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});
function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'driftkit-life-'));
  directories.push(directory);
  return directory;
}

describe('close', () => {
  it('waits for the write that is under way, and for the event that is being kept', async () => {
    my = createSyncForTest({ store: `sqlite:${join(folder(), 'sync.db')}` });
    const finish: (() => void)[] = [];
    my.destination.before = () => new Promise((resolve) => finish.push(resolve));
    await my.sync.handle(pushed(oddId(1)));
    const run = my.sync.run();
    await vi.waitFor(() => expect(my.destination.writes).toContain(`conversation ${oddId(1)}`), {
      interval: 1,
    });
    const kept = my.sync.handle(pushed(oddId(2)));
    const closed = my.sync.close();
    for (const end of finish) end();
    await Promise.all([kept, run, closed]);
    expect(my.destination.conversations.has(oddId(1))).toBe(true);
    expect(my.errors).toEqual([]);
  });

  it('ends after 30 seconds where a destination hangs; the work is done at the next start', async () => {
    const store = `sqlite:${join(folder(), 'sync.db')}`;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      my = createSyncForTest({ store });
      my.destination.before = () => new Promise(() => undefined);
      await my.sync.handle(pushed(oddId(1)));
      void my.sync.run();
      await vi.waitFor(() => expect(my.destination.writes).toContain(`conversation ${oddId(1)}`), {
        interval: 1,
      });
      const closed = my.sync.close();
      await vi.advanceTimersByTimeAsync(30_000);
      await closed;
    } finally {
      vi.useRealTimers();
    }
    my = createSyncForTest({ store });
    my.now += 60_000;
    await my.work();
    expect(my.destination.conversations.has(oddId(1))).toBe(true);
  });
});

describe('the store', () => {
  it('a store that cannot be opened makes a single run reject, so that a serverless function fails', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    try {
      my = createSyncForTest({ store: `postgres://me:canary@127.0.0.1:${port}/db` });
      const failed = await my.sync.run({ once: true }).catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(Error);
      expect(String(failed)).not.toContain('canary');
    } finally {
      server.close();
    }
  });

  it('a store in memory does not share its database with a destination in memory', async () => {
    const destination = sqlDestination('sqlite::memory:');
    my = createSyncForTest({ destination });
    await my.sync.handle(pushed(oddId(1)));
    await my.work();
    expect(await my.sync.status()).toEqual({ waiting: 0, running: 0, failed: [], moreFailed: 0 });
  });

  it('a store that shares its database with the destination finishes a change in the same transaction: a later failure does not repeat it', async () => {
    const store = `sqlite:${join(folder(), 'sync.db')}`;
    const inner = sqlDestination(store);
    const destination = {
      ...inner,
      async upsertConversation(...given: Parameters<typeof inner.upsertConversation>) {
        await inner.upsertConversation(...given);
        throw new Error('cut off');
      },
    };
    my = createSyncForTest({ store, destination });
    await my.sync.handle(pushed(oddId(1)));
    await my.work();
    expect(await my.sync.status()).toMatchObject({ waiting: 0, failed: [] });
  });

  it('a store in a file shares one connection with a destination, also through links to that file', async () => {
    const directory = folder();
    symlinkSync(directory, join(directory, 'link'));
    const names = ['sync.db', 'link/sync.db', './link/../sync.db'].map((path) => {
      const database = openDatabase(`sqlite:${join(directory, path)}`);
      void database.close();
      return database.name;
    });
    expect(new Set(names).size).toBe(1);
  });

  it.each([
    ['postgres://me:canary@[nowhere/db', /the address of Postgres cannot be read/],
    ['sqlite:', /is not a supported database/],
    ['sqlite://sync.db', /is not a supported database/],
  ])('at an address that cannot be read is refused without its password: %s', async (address, message) => {
    const error: unknown = await openStore(address, () => undefined).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'TypeError', message: expect.stringMatching(message) as string });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('canary');
  });

  it('tells Postgres databases apart by user and search path, and shows no password', () => {
    const nameOf = (address: string): string => {
      const database = openDatabase(address);
      void database.close();
      return database.name;
    };
    const name = nameOf('postgres://me:canary@host/db');
    expect(name).not.toContain('canary');
    expect(nameOf('postgres://me:other@host/db')).toBe(name);
    expect(nameOf('postgres://me:canary@host/db?options=-csearch_path%3Dcrm')).not.toBe(name);
  });
});

it('a listener of errors that rejects stops nothing', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  try {
    my = createSyncForTest({ onError: () => Promise.reject(new Error('the log is away')) });
    await my.sync.handle(event('gdpr_delete_requested', {}));
    await my.work();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(unhandled).not.toHaveBeenCalled();
  } finally {
    process.off('unhandledRejection', unhandled);
  }
});

it('10,000 events at once are all kept, each once', async () => {
  my = createSyncForTest({ store: `sqlite:${join(folder(), 'sync.db')}` });
  const ids = Array.from({ length: 10_000 }, (_, at) => oddId(at % 5_000));
  await Promise.all(ids.map((id) => my.sync.handle(pushed(id))));
  expect((await my.sync.status()).waiting).toBe(5_000);
});
