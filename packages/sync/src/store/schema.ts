import type { SqlDatabase } from './sql';

/** The tables of the store, in the words that SQLite and Postgres share. */
const TABLES = [
  `CREATE TABLE IF NOT EXISTS sync_rows (
    org_id TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    dirty_seq BIGINT NOT NULL, done_seq BIGINT NOT NULL DEFAULT 0,
    dirty_since BIGINT NOT NULL, next_at BIGINT NOT NULL, is_backlog BIGINT NOT NULL DEFAULT 0,
    lease_version BIGINT, lease_until BIGINT NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0, has_failed BIGINT NOT NULL DEFAULT 0, error TEXT,
    seen_at BIGINT NOT NULL DEFAULT 0, swept_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, kind, id)
  )`,
  `CREATE INDEX IF NOT EXISTS sync_rows_turn ON sync_rows (org_id, is_backlog, next_at) WHERE dirty_seq > done_seq AND has_failed = 0`,
  `CREATE INDEX IF NOT EXISTS sync_rows_failed ON sync_rows (org_id, kind, id) WHERE has_failed = 1`,
  `CREATE TABLE IF NOT EXISTS sync_orgs (
    org_id TEXT PRIMARY KEY, served_at BIGINT NOT NULL DEFAULT 0, is_connected BIGINT NOT NULL DEFAULT 1,
    swept_to BIGINT NOT NULL DEFAULT 0, sweep_at BIGINT NOT NULL DEFAULT 0,
    walk_cursor TEXT, walk_top BIGINT NOT NULL DEFAULT 0
  )`,
  `CREATE TABLE IF NOT EXISTS sync_emails (
    org_id TEXT NOT NULL, mark TEXT NOT NULL, contact_id TEXT NOT NULL, PRIMARY KEY (org_id, mark, contact_id)
  )`,
  `CREATE TABLE IF NOT EXISTS sync_tombstones (mark TEXT PRIMARY KEY)`,
  `CREATE TABLE IF NOT EXISTS sync_values (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
];

/** Makes what is not there. Several workers may begin at once. */
export async function makeTables(database: SqlDatabase): Promise<void> {
  await database.together(async (sql) => {
    // Two sessions that create the same table at once trip over each other in Postgres.
    if (database.dialect === 'postgres') await sql.all('SELECT pg_advisory_xact_lock(823410411)');
    for (const table of TABLES) await sql.run(table);
    if (database.dialect === 'postgres') await sql.run('CREATE SEQUENCE IF NOT EXISTS sync_seq');
    else await sql.run("INSERT INTO sync_values (name, value) VALUES ('seq', '0') ON CONFLICT DO NOTHING");
  });
}
