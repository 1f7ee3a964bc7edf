import pg from 'pg';
import { inject } from 'vitest';
import { createDatabase } from './postgres-for-test';

/** A fresh database in the one Postgres of this run. */
export async function freshPostgres(): Promise<string> {
  const postgres = inject('postgres');
  if ('reason' in postgres) throw new Error(`No Postgres: ${postgres.reason}`);
  return createDatabase(postgres.url);
}

/** Empties the tables of a store and of its queue: much cheaper than another database. */
export async function emptyPostgres(url: string): Promise<void> {
  await withPostgres(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE tablename LIKE 'sync!_%' ESCAPE '!' OR tablename LIKE 'drift!_%' ESCAPE '!' OR (schemaname = 'driftkit_boss' AND tablename = 'job')`,
    );
    const kept = rows.filter(({ name }) => name !== 'public.sync_values');
    if (kept.length > 0) await client.query(`TRUNCATE ${kept.map(({ name }) => name).join(', ')}`);
  });
}

export async function withPostgres<T>(url: string, step: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await step(client);
  } finally {
    await client.end();
  }
}
