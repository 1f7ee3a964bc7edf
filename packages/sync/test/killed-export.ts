// A process of its own: makes the same export every time, and kills itself at the write it was told, or lives and copies its
// archive at some of its writes: what a process leaves that is killed there.
// arguments: folder, file for the log of calls, number of the fatal write or 0, folder for the copies, numbers of their writes
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import Libsql from 'libsql';
import { driftToKill, exportToKill } from './export-to-kill';

interface Statement {
  run(...parameters: unknown[]): unknown;
}

const [directory = '', log = '', fatal = '0', copies = '', copied = '[]'] = process.argv.slice(2);
const isCopied = new Set(JSON.parse(copied) as number[]);
let writes = 0;
let isCopying = false;

function beforeWrite(): void {
  if (isCopying) return;
  writes += 1;
  if (writes === Number(fatal)) process.kill(process.pid, 'SIGKILL');
  if (isCopied.has(writes)) copyTo(join(copies, String(writes)));
}

function copyTo(folder: string): void {
  isCopying = true;
  if (fs.existsSync(directory)) fs.cpSync(directory, join(folder, 'archive'), { recursive: true });
  if (fs.existsSync(log)) fs.cpSync(log, join(folder, 'log'));
  isCopying = false;
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

const drift = driftToKill();
drift.before = (call) => fs.appendFileSync(log, `${call}\n`);
watchWrites();
await exportToKill(drift, directory);
process.stdout.write(String(writes));
