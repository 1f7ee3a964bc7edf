import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Libsql from 'libsql';
import type { Sql, SqlDatabase, SqlRow, SqlValue } from './sql';

/**
 * One SQLite file, for one machine: no service. What a call has written survives a power cut (`synchronous = FULL`). The
 * file is for its owner alone.
 */
export function openSqlite(file: string): SqlDatabase {
  const name = file === ':memory:' ? file : resolve(file);
  if (name !== ':memory:') makeFile(name);
  const database = new Libsql(name, { timeout: 5_000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  const statements = new Map<string, ReturnType<typeof database.prepare>>();
  const prepared = (statement: string): ReturnType<typeof database.prepare> => {
    const known = statements.get(statement) ?? database.prepare(statement);
    statements.set(statement, known);
    return known;
  };
  const bare: Sql = {
    // `async`, so that what SQLite throws is a rejection.
    all: async (statement, ...values) => Promise.resolve(prepared(statement).all(values) as SqlRow[]),
    run: async (statement, ...values) => Promise.resolve(prepared(statement).run(values).changes),
  };
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
          database.exec('ROLLBACK');
          throw error;
        }
      }),
    close: () => inTurn(() => Promise.resolve(void database.close())),
  };
}

function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/** There is one connection: nothing else may run inside somebody's transaction. */
function createTurns(): <T>(step: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const mine = last.then(step);
    last = mine.catch(() => undefined);
    return mine;
  };
}
