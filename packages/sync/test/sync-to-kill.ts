import { sqlDestination } from '../src/destinations/sql-destination';
import { START, createDriftForTest, oddId, worldOf } from '../src/export/drift-for-test';
import { createSync } from '../src/sync/create-sync';
import type { Counts } from '../src/store/store';
import { clientOf, event, pushed } from './sync-for-test';

const COUNT = 8;

/** The same events and the same sweeps every time. Resolves to what is left at the end. */
export async function syncToKill(address: string): Promise<Counts> {
  let now = START + 86_400_000;
  const drift = createDriftForTest(worldOf(COUNT));
  const sync = createSync({
    client: clientOf(drift),
    store: address,
    destination: sqlDestination(address),
    orgId: '1',
    now: () => now,
  });
  // Whoever sends webhooks gets no 200 from a process that dies, and sends them again.
  for (let at = 0; at < COUNT; at += 1) await sync.handle(pushed(oddId(at)));
  delete drift.world.contacts['501'];
  await sync.handle(event('gdpr_delete_requested', { contactId: '501' }));
  for (let round = 0; round < 3; round += 1) {
    now += 3_600_000;
    await sync.sweep();
    await sync.run({ once: true, concurrency: 3 });
  }
  const counts = await sync.status();
  await sync.close();
  return counts;
}
