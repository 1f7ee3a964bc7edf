// A process of its own: takes the events of a world and writes them, and kills itself at the write it was told, or lives and
// copies its database at each of its writes: what a process leaves that is killed there.
// arguments: database file, number of the fatal write or 0, folder for the copies or nothing
import fs from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { syncToKill } from './sync-to-kill';

interface Statement {
  run(...parameters: unknown[]): unknown;
  all(...parameters: unknown[]): unknown;
}

const [file = '', fatal = '0', copies = ''] = process.argv.slice(2);
let writes = 0;
function beforeWrite(): void {
  writes += 1;
  if (writes === Number(fatal)) process.kill(process.pid, 'SIGKILL');
  if (copies === '') return;
  for (const part of ['', '-wal'])
    if (fs.existsSync(file + part)) fs.cpSync(file + part, join(copies, `${writes}.db${part}`));
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

await syncToKill(`sqlite:${file}`);
process.stdout.write(String(writes));
