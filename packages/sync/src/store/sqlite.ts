import { chmodSync, closeSync, existsSync, openSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Libsql from 'libsql';
import { makeFolder } from '../make-folder';
import type { Sql, SqlDatabase, SqlRow, SqlValue } from './sql';
import { createTurns } from './turns';

/**
 * One SQLite file, for one machine: no service. What a call has written survives a power cut (`synchronous = FULL`). The
 * file is for its owner alone. All who open it in this process share one connection: SQLite calls block, so that a second
 * one that waited for the first one's transaction would wait for itself.
 */
export function openSqlite(file: string): SqlDatabase {
  // Each is a database of its own, and has a name of its own.
  if (file === ':memory:') return { ...connect(file), name: `:memory:${(memories += 1)}` };
  const name = nameOf(file);
  const shared = open.get(name) ?? { database: connect(name), users: 0 };
  open.set(name, shared);
  shared.users += 1;
  let isClosed = false;
  return {
    ...shared.database,
    async close() {
      if (isClosed) return;
      isClosed = true;
      shared.users -= 1;
      if (shared.users > 0) return;
      open.delete(name);
      await shared.database.close();
    },
  };
}

let memories = 0;
const open = new Map<string, { database: SqlDatabase; users: number }>();

function connect(name: string): SqlDatabase {
  if (name !== ':memory:') makeFile(name);
  const database = new Libsql(name, { timeout: 5_000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  const bare = statementsOn(database);
  // There is one connection: nothing else may run inside somebody's transaction.
  const inTurn = createTurns();
  return {
    dialect: 'sqlite',
    name,
    all: (statement, ...values: SqlValue[]) => inTurn(() => bare.all(statement, ...values)),
    run: (statement, ...values: SqlValue[]) => inTurn(() => bare.run(statement, ...values)),
    together: (step) =>
      inTurn(async () => {
        database.exec('BEGIN IMMEDIATE');
        try {
          const result = await step(bare);
          database.exec('COMMIT');
          return result;
        } catch (error) {
          rollBack(database);
          throw error;
        }
      }),
    close: () => inTurn(() => Promise.resolve(void database.close())),
  };
}

function rollBack(database: Libsql.Database): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // On a full disk SQLite has rolled back by itself, and the error that says so must not be lost.
  }
}

/** Each statement is compiled once. `async`, so that what SQLite throws is a rejection. */
function statementsOn(database: Libsql.Database): Sql {
  const compiled = new Map<string, ReturnType<typeof database.prepare>>();
  const statementOf = (text: string): ReturnType<typeof database.prepare> => {
    const known = compiled.get(text) ?? database.prepare(text);
    compiled.set(text, known);
    return known;
  };
  return {
    all: async (text, ...values) => Promise.resolve(statementOf(text).all(values) as SqlRow[]),
    run: async (text, ...values) => Promise.resolve(statementOf(text).run(values).changes),
  };
}

/** One name for one file, whatever links lead to it. */
function nameOf(file: string): string {
  const path = resolve(file);
  try {
    makeFolder(dirname(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`store: the folder of ${file} cannot be made (${code}). Choose another place.`, {
      cause,
    });
  }
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

function makeFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}
