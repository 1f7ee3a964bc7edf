// A process of its own: a worker on Postgres, until it is killed.
// arguments: address, id of the conversation that takes 40 seconds
import { setTimeout as sleep } from 'node:timers/promises';
import { sqlDestination } from '../src/destinations/sql-destination';
import { createDriftForTest, worldOf } from '../src/export/drift-for-test';
import { createSync } from '../src/sync/create-sync';
import { clientOf } from './sync-for-test';

const [address = '', slow = ''] = process.argv.slice(2);
const drift = createDriftForTest(worldOf(40));
const { get } = drift.conversations;
drift.conversations.get = async (id, call) => {
  await sleep(id === slow ? 40_000 : 150);
  return get(id, call);
};
const sync = createSync({
  client: clientOf(drift),
  store: address,
  destination: sqlDestination(address),
  orgId: '1',
  onError: () => undefined,
});
await sync.run({ concurrency: 3 });
