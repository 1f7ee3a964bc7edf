import type { WebhookEvent } from '@driftkit/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDriftForTest, oddId, worldOf } from '../src/export/drift-for-test';
import { createSync } from '../src/sync/create-sync';
import type { Sync } from '../src/sync/create-sync';
import type { SyncClient } from '../src/sync/team';
import { createDestinationForTest } from './destination-for-test';
import type { DestinationForTest } from './destination-for-test';
import { startPostgres } from './postgres-for-test';
import type { PostgresForTest } from './postgres-for-test';

let postgres: PostgresForTest;
beforeAll(async () => {
  postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres.stop());

describe('workers on one Postgres', () => {
  let address: string;
  let destination: DestinationForTest;
  beforeEach(async () => {
    address = await postgres.create();
    destination = createDestinationForTest();
  });
  const drift = createDriftForTest(worldOf(20));
  const open = (client: unknown = drift): Sync =>
    createSync({
      client: client as SyncClient,
      store: address,
      destination,
      orgId: '1',
      onError: () => undefined,
    });
  const pushed = (at: number): WebhookEvent =>
    ({
      type: 'conversation_push',
      orgId: '1',
      data: { data: { conversationId: oddId(at) } },
    }) as unknown as WebhookEvent;
  const allOf = (sync: Sync): Promise<void> =>
    expect
      .poll(async () => (await sync.status()).waiting + (await sync.status()).running, { timeout: 60_000 })
      .toBe(0);

  it('share the work: each conversation is written, and most of them once', async () => {
    const [one, two] = [open(), open()];
    for (let at = 0; at < 20; at += 1) await one.handle(pushed(at));
    const runs = [one.run(), two.run()];
    await allOf(one);
    await Promise.all([one.close(), two.close()]);
    await Promise.all(runs);
    expect(destination.conversations.size).toBe(20);
    expect(destination.writes.length).toBeLessThan(30);
  }, 120_000);

  it('go on when the database was restarted under them', async () => {
    const sync = open();
    await sync.handle(pushed(1));
    const run = sync.run();
    await allOf(sync);
    await postgres.restart();
    await expect
      .poll(
        () =>
          sync.handle(pushed(2)).then(
            () => true,
            () => false,
          ),
        { timeout: 60_000 },
      )
      .toBe(true);
    await expect.poll(() => destination.conversations.has(oddId(2)), { timeout: 60_000 }).toBe(true);
    await sync.close();
    await run;
  }, 150_000);
});
