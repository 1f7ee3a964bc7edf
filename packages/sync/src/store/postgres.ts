import pg from 'pg';
import type { Sql, SqlDatabase, SqlRow, SqlValue } from './sql';

/** Postgres, for any number of workers on any number of machines. */
export function openPostgres(url: string): SqlDatabase {
  const { host, pathname } = new URL(url);
  const pool = new pg.Pool({ connectionString: url, types: { getTypeParser } });
  // A connection that breaks while it is idle is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    dialect: 'postgres',
    url,
    name: `${host}${pathname}`,
    ...sqlOf(pool),
    async together(step) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('BEGIN');
        const result = await step(sqlOf(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => (broken = true));
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
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
