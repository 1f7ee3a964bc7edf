import pg from 'pg';
import type { Sql, SqlDatabase, SqlRow, SqlValue } from './sql';

/** Postgres, for any number of workers on any number of machines. */
export function openPostgres(url: string): SqlDatabase {
  const name = nameOf(url);
  const pool = new pg.Pool({
    connectionString: url,
    types: { getTypeParser },
    // A database that has gone silent must not hold a webhook or a worker for good.
    connectionTimeoutMillis: 10_000,
    query_timeout: 60_000,
    keepAlive: true,
  });
  // A connection that breaks while it is idle is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    dialect: 'postgres',
    url,
    name,
    ...sqlOf(pool),
    async together(step) {
      const client = await pool.connect();
      let broken = false;
      // A connection that breaks between two statements of ours says so here, and without a listener would end the process.
      const lost = (): void => void (broken = true);
      client.on('error', lost);
      try {
        await client.query('BEGIN');
        const result = await step(sqlOf(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => (broken = true));
        throw error;
      } finally {
        client.off('error', lost);
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/** The address without its password. The error of `new URL` would hold it whole. */
function nameOf(url: string): string {
  if (!URL.canParse(url))
    throw new TypeError(
      'store: the address of Postgres cannot be read. Write "postgres://user:password@host/database".',
    );
  const address = new URL(url);
  address.password = '';
  address.searchParams.delete('password');
  return address.href;
}

function sqlOf(connection: pg.Pool | pg.PoolClient): Sql {
  const query = (statement: string, values: SqlValue[]): Promise<pg.QueryResult> =>
    connection.query(numbered(statement), values);
  return {
    all: async (statement, ...values) => (await query(statement, values)).rows as SqlRow[],
    run: async (statement, ...values) => (await query(statement, values)).rowCount ?? 0,
    executeSql: (text, values) => connection.query(text, values),
  };
}

/** `?` as Postgres wants it: $1, $2, … None of our statements has a `?` in a text. */
function numbered(statement: string): string {
  let at = 0;
  return statement.replaceAll('?', () => `$${(at += 1)}`);
}

/** Numbers of 8 bytes and counts come as text from `pg`; ours are all safe integers. */
const NUMBERS = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);

const getTypeParser = ((oid: number, format?: 'text'): unknown =>
  NUMBERS.has(oid) ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser;
