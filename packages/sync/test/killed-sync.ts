// A process of its own: takes the events of a world and writes them, and kills itself at the write it was told.
// arguments: database file, number of the write, or 0 to live
import type { WebhookEvent } from '@driftkit/api';
import Libsql from 'libsql';
import { sqlDestination } from '../src/destinations/sql-destination';
import { START, createDriftForTest, oddId, worldOf } from '../src/export/drift-for-test';
import { createSync } from '../src/sync/create-sync';
import type { SyncClient } from '../src/sync/team';

interface Statement {
  run(...parameters: unknown[]): unknown;
  all(...parameters: unknown[]): unknown;
}

const [file = '', fatal = '0'] = process.argv.slice(2);
const COUNT = 8;
let writes = 0;
function beforeWrite(): void {
  writes += 1;
  if (writes === Number(fatal)) process.kill(process.pid, 'SIGKILL');
}
const { exec, prepare } = Libsql.prototype;
Libsql.prototype.exec = function (sql) {
  beforeWrite();
  return exec.call(this, sql);
};
Libsql.prototype.prepare = function (this: Libsql.Database, sql: string): Statement {
  const statement = prepare.call(this, sql) as Statement;
  const { run, all } = statement;
  const isWrite = !sql.trimStart().startsWith('SELECT');
  statement.run = (...parameters) => {
    beforeWrite();
    return run.apply(statement, parameters);
  };
  statement.all = (...parameters) => {
    if (isWrite) beforeWrite();
    return all.apply(statement, parameters);
  };
  return statement;
} as typeof prepare;

let now = START + 86_400_000;
const drift = createDriftForTest(worldOf(COUNT));
const address = `sqlite:${file}`;
const sync = createSync({
  client: drift as unknown as SyncClient,
  store: address,
  destination: sqlDestination(address),
  orgId: '1',
  now: () => now,
});
const event = (type: string, data: unknown): WebhookEvent =>
  ({ type, orgId: '1', data }) as unknown as WebhookEvent;

// Whoever sends webhooks gets no 200 from a process that dies, and sends them again.
for (let at = 0; at < COUNT; at += 1) {
  await sync.handle(event('conversation_push', { data: { conversationId: oddId(at) } }));
}
delete drift.world.contacts['501'];
await sync.handle(event('gdpr_delete_requested', { contactId: '501' }));
for (let round = 0; round < 3; round += 1) {
  now += 3_600_000;
  await sync.sweep();
  await sync.run({ once: true, concurrency: 3 });
}
const { waiting, failed } = await sync.status();
await sync.close();
process.stdout.write(JSON.stringify({ writes, waiting, failed: failed.length }));
