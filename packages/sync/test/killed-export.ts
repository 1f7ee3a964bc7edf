// A process of its own: exports the same world every time, and kills itself at the write it was told.
// arguments: folder, file for the log of calls, number of the write, or 0 to live
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import Libsql from 'libsql';
import { START, createDriftForTest, worldOf } from '../src/export/drift-for-test';
import { exportArchive } from '../src/export/export';

interface Statement {
  run(...parameters: unknown[]): unknown;
}

const [directory = '', log = '', fatal = '0'] = process.argv.slice(2);
let writes = 0;

function beforeWrite(): void {
  writes += 1;
  if (writes === Number(fatal)) process.kill(process.pid, 'SIGKILL');
}

/** Every write of the process goes through one of these. */
function watchWrites(): void {
  const { exec, prepare } = Libsql.prototype;
  Libsql.prototype.exec = function (sql) {
    beforeWrite();
    return exec.call(this, sql);
  };
  Libsql.prototype.prepare = function (this: Libsql.Database, sql: string): Statement {
    const statement = prepare.call(this, sql) as Statement;
    const { run } = statement;
    statement.run = (...parameters) => {
      beforeWrite();
      return run.apply(statement, parameters);
    };
    return statement;
  } as typeof prepare;
  for (const name of ['writeSync', 'fsyncSync', 'renameSync', 'rmSync'] as const) {
    const original = fs[name] as (...given: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...given: unknown[]) => {
        beforeWrite();
        return original(...given);
      },
    });
  }
  syncBuiltinESMExports();
}

const world = worldOf(24);
for (const [at, messages] of Object.values(world.messages).entries()) {
  const id = String(9000 + at);
  Object.assign(messages.at(-1) ?? {}, { attachments: [{ id, fileName: `${id}.txt` }] });
  world.attachments[id] = Buffer.from(`file ${id}`);
}
const drift = createDriftForTest(world);
drift.before = (call) => fs.appendFileSync(log, `${call}\n`);
watchWrites();
await exportArchive({
  client: drift,
  directory,
  attachments: true,
  transcripts: true,
  csv: true,
  now: () => START,
});
process.stdout.write(String(writes));
