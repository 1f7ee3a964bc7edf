import { IS_DUE, KEY, changeOf, keyOf, nextSeq, turnOf } from './rows';
import type { Turn } from './rows';
import type { Sql, SqlDatabase } from './sql';
import type { Change, Lease } from './store';

/** Takes one row, if it is due. */
export async function leaseRow(
  database: SqlDatabase,
  sql: Sql,
  change: Change,
  at: number,
  milliseconds: number,
): Promise<Lease | undefined> {
  const version = await nextSeq(database, sql);
  const [row] = await sql.all(
    `UPDATE sync_rows SET lease_version = ?, lease_until = ? WHERE ${KEY} AND ${IS_DUE} AND next_at <= ? AND lease_until <= ?
       AND EXISTS (SELECT 1 FROM sync_orgs WHERE org_id = sync_rows.org_id AND is_connected = 1)
     RETURNING dirty_seq, attempts`,
    version,
    at + milliseconds,
    ...keyOf(change),
    at,
    at,
  );
  if (!row) return undefined;
  return { ...change, version, seq: row['dirty_seq'] as number, attempts: row['attempts'] as number };
}

export async function renewRow(sql: Sql, lease: Lease, until: number): Promise<boolean> {
  const statement = `UPDATE sync_rows SET lease_until = ? WHERE ${KEY} AND lease_version = ? AND lease_until > 0`;
  return (await sql.run(statement, until, ...keyOf(lease), lease.version)) > 0;
}

/** The row that is due, of the org that was served longest ago; what changes now before what a sweep has brought. */
export async function dueRow(sql: Sql, at: number, full: readonly string[]): Promise<Change | undefined> {
  for (const isBacklog of [0, 1]) {
    const [row] = await sql.all(
      `SELECT sync_rows.org_id, kind, id FROM sync_orgs JOIN sync_rows ON sync_rows.org_id = sync_orgs.org_id
       WHERE is_connected = 1 AND ${IS_DUE} AND is_backlog = ? AND next_at <= ? AND lease_until <= ?
         AND sync_orgs.org_id NOT IN (${full.map(() => '?').join(', ')})
       ORDER BY served_at, sync_orgs.org_id, next_at LIMIT 1`,
      isBacklog,
      at,
      at,
      ...full,
    );
    if (row) return changeOf(row);
  }
  return undefined;
}

/** No pause and no lease is longer: a time further ahead is left from a clock that was wrong. */
const FURTHEST_TURN = 7_200_000;
const FURTHEST_LEASE = 600_000;

/** Rows that a jump of the clock has left far ahead are due. Resolves to them. */
export async function mendTimes(sql: Sql, orgId: string, at: number): Promise<[Change, Turn][]> {
  const ahead = at + FURTHEST_TURN;
  const rows = await sql.all(
    `UPDATE sync_rows SET next_at = CASE WHEN next_at > ? THEN ? ELSE next_at END, lease_until = 0, dirty_since = ?
     WHERE org_id = ? AND ${IS_DUE} AND (next_at > ? OR lease_until > ?) RETURNING org_id, kind, id, next_at, is_backlog`,
    ahead,
    at,
    at,
    orgId,
    ahead,
    at + FURTHEST_LEASE,
  );
  return rows.map((row) => [changeOf(row), turnOf(row)]);
}
