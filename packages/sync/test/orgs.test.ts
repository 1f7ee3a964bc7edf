import { afterEach, describe, expect, it, vi } from 'vitest';
import { DriftApiError, createDriftForTest, oddId, worldOf } from '../src/export/drift-for-test';
import type { DriftForTest } from '../src/export/drift-for-test';
import type { SyncClient } from '../src/sync/team';
import { clientOf, createSyncForTest, event, pushed } from './sync-for-test';
import type { SyncForTest } from './sync-for-test';

const ids = Array.from({ length: 30 }, (_, at) => oddId(at));
let my: SyncForTest;
/** Ends what hangs. */
const ends: (() => void)[] = [];
afterEach(async () => {
  const closed = my.sync.close();
  for (const end of ends.splice(0)) end();
  await closed;
});

/** A Drift for each org, that answers nothing for those that hang. */
function orgs(hanging: readonly string[] = []): (orgId: string) => SyncClient {
  const all = new Map<string, DriftForTest>();
  return (orgId) => {
    const drift = all.get(orgId) ?? createDriftForTest(worldOf(30));
    all.set(orgId, drift);
    if (hanging.includes(orgId)) {
      const never = (): Promise<never> =>
        new Promise((_, reject) => ends.push(() => reject(new Error('it hung'))));
      drift.conversations.get = never;
      drift.conversations.list = () =>
        ({ pages: () => ({ [Symbol.asyncIterator]: () => ({ next: never }) }) }) as never;
    }
    return clientOf(drift);
  };
}

describe('many orgs', () => {
  it('an org that hangs leaves workers for other orgs', async () => {
    my = createSyncForTest({ client: orgs(['1']) });
    for (const id of ids.slice(0, 10)) await my.sync.handle(pushed(id, '1'));
    void my.sync.run();
    await vi.waitFor(async () => expect((await my.sync.status()).running).toBeGreaterThan(0), {
      interval: 5,
    });
    for (const id of ids.slice(10, 20)) await my.sync.handle(pushed(id, '2'));
    await vi.waitFor(() => expect(my.destination.conversations.size).toBe(10), {
      interval: 5,
      timeout: 5_000,
    });
  });

  it('one whose list hangs holds up neither this sweep of the others nor the next', async () => {
    my = createSyncForTest({ client: orgs(['1']) });
    for (const orgId of ['1', '2', '3']) await my.sync.handle(pushed(ids[0] as string, orgId));
    void my.sync.sweep();
    await vi.waitFor(async () => expect((await my.sync.status()).waiting).toBe(1 + 2 * 30), { interval: 5 });
    my.now += 60_000;
    await my.sync.handle(pushed(ids[0] as string, '4'));
    await Promise.race([my.sync.sweep(), new Promise((resolve) => setTimeout(resolve, 50))]);
    await vi.waitFor(async () => expect((await my.sync.status()).waiting).toBe(1 + 3 * 30), { interval: 5 });
  });

  it('an event of an org for which the app has no client is refused', async () => {
    my = createSyncForTest({ client: (orgId) => (orgId === '1' ? orgs()(orgId) : undefined) });
    await my.sync.handle(pushed('5', '1'));
    await expect(my.sync.handle(pushed('5', '2'))).rejects.toMatchObject({ code: 'foreign_org' });
    expect((await my.sync.status()).waiting).toBe(1);
  });

  it('an event is stored when the app cannot tell its org yet', async () => {
    let isAway = true;
    const client = orgs();
    my = createSyncForTest({
      client: (orgId) => (isAway ? Promise.reject(new Error('our database is away')) : client(orgId)),
    });
    await my.sync.handle(pushed(ids[0] as string, '1'));
    await my.work();
    isAway = false;
    my.now += 10_000;
    await my.work();
    expect(my.destination.conversations.size).toBe(1);
  });

  it('one for which the app no longer has a client is reported once, and waits until it speaks again', async () => {
    let isOurs = true;
    const client = orgs();
    my = createSyncForTest({ client: (orgId) => (isOurs ? client(orgId) : undefined) });
    await my.sync.handle(pushed(ids[0] as string, '1'));
    await my.sync.handle(pushed(ids[1] as string, '1'));
    isOurs = false;
    my.now += 600_000;
    await my.work();
    await my.sync.sweep();
    expect(my.errors.map(({ code }) => code)).toEqual(['disconnected']);
    isOurs = true;
    await my.sync.handle(pushed(ids[2] as string, '1'));
    await my.work();
    expect(my.destination.conversations.size).toBe(3);
  });

  it('the client of an org is asked for once, and anew when Drift refuses its token', async () => {
    const asked: string[] = [];
    let isRefused = false;
    const client = orgs();
    my = createSyncForTest({
      client: (orgId) => {
        asked.push(orgId);
        const drift = client(orgId) as unknown as DriftForTest;
        drift.before = () => {
          if (isRefused) throw new DriftApiError('unauthorized');
        };
        return clientOf(drift);
      },
    });
    for (const id of ids.slice(0, 5)) await my.sync.handle(pushed(id, '1'));
    await my.work();
    expect(asked).toEqual(['1']);
    isRefused = true;
    await my.sync.handle(pushed(ids[6] as string, '1'));
    await my.work();
    isRefused = false;
    my.now += 10_000;
    await my.work();
    expect([asked, my.destination.conversations.size]).toEqual([['1', '1'], 6]);
  });

  it('an event that does not name an org is refused', async () => {
    my = createSyncForTest({ client: orgs() });
    const nameless = { ...event('conversation_push', {}), orgId: undefined };
    await expect(my.sync.handle(nameless as never)).rejects.toMatchObject({ code: 'foreign_org' });
  });
});

it('a token without user_read costs the users of a bundle, is said, and nothing else', async () => {
  my = createSyncForTest();
  my.drift.before = (call) => {
    if (call.startsWith('users')) throw new DriftApiError('forbidden');
  };
  await my.sync.handle(pushed(ids[3] as string));
  await my.work();
  expect(my.destination.conversations.get(ids[3] as string)).toMatchObject({
    users: [],
    contact: { id: '501' },
  });
  expect(my.errors.map(({ message }) => message)).toEqual([expect.stringContaining('user_read')]);
});
