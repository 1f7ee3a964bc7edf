import { afterEach, describe, expect, it } from 'vitest';
import { DriftApiError, START, oddId } from '../src/export/drift-for-test';
import { createSyncForTest, pushed } from './sync-for-test';
import type { SyncForTest } from './sync-for-test';

let my: SyncForTest;
afterEach(() => my.sync.close());
const listed = (): string[] => my.drift.calls.filter((call) => call.startsWith('conversations'));

describe('a sweep', () => {
  it('lets what changes now go before what it has brought', async () => {
    my = createSyncForTest({}, 12);
    await my.sync.sweep();
    my.now += 1_000;
    await my.sync.handle(pushed(oddId(0)));
    await my.sync.handle(pushed('77'));
    await my.sync.run({ once: true, concurrency: 1 });
    expect(my.destination.writes[0]).toBe(`conversation ${oddId(0)}`);
    expect(my.drift.calls.filter((call) => call.startsWith('conversation '))[1]).toBe('conversation 77');
  });

  it('an interrupted sweep continues where it stopped', async () => {
    my = createSyncForTest({}, 12);
    my.drift.before = () => {
      if (listed().length === 3) throw new DriftApiError('unavailable');
    };
    await my.sync.sweep();
    expect([my.errors.length, (await my.sync.status()).waiting]).toEqual([1, 6]);
    my.drift.before = () => undefined;
    const third = listed()[2];
    my.drift.calls.length = 0;
    my.now += 60_000;
    await my.sync.sweep();
    expect([listed()[0], listed().length, (await my.sync.status()).waiting]).toEqual([third, 2, 12]);
    // What changed at the head meanwhile is met by the next one.
    await my.work();
    my.now += 60_000;
    Object.assign(my.drift.world.conversations[11] as object, { updatedAt: START + 9_000_000 });
    await my.sync.sweep();
    expect((await my.sync.status()).waiting).toBe(1);
  });

  it('begins anew where Drift no longer takes the place at which the last one was cut off', async () => {
    my = createSyncForTest({}, 12);
    my.drift.before = () => {
      if (listed().length === 2) throw new DriftApiError('unavailable');
    };
    await my.sync.sweep();
    my.drift.before = (call) => {
      if (call !== 'conversations') throw new DriftApiError('invalid');
    };
    my.now += 60_000;
    await my.sync.sweep();
    my.drift.before = () => undefined;
    my.now += 60_000;
    await my.sync.sweep();
    expect((await my.sync.status()).waiting).toBe(12);
  });

  it('stops at its page when the sync is closed, and loses nothing', async () => {
    my = createSyncForTest({}, 12);
    let closed: Promise<void> | undefined;
    my.drift.before = () => {
      if (listed().length === 2) closed ??= my.sync.close();
    };
    await my.sync.sweep();
    await closed;
    expect([listed().length, my.errors]).toEqual([2, []]);
  });
});

describe('a clock that jumps', () => {
  it('ahead for a while and back again leaves nothing waiting for that time', async () => {
    my = createSyncForTest();
    my.now += 86_400_000;
    my.destination.before = () => {
      throw new Error('the CRM is away');
    };
    await my.sync.sweep();
    await my.sync.handle(pushed(oddId(1)));
    await my.work();
    my.destination.before = () => undefined;
    my.now -= 86_400_000;
    await my.sync.sweep();
    await my.work();
    expect(my.destination.conversations.size).toBe(6);
  });
});
