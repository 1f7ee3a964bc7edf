import { first } from './sql';
import type { Sql, SqlDatabase, SqlRow } from './sql';
import type { Change, ChangeKind, Counts, Lease, Outcome } from './store';

/** A change that keeps coming is put off no longer than this. */
const LONGEST_DELAY = 300_000;

export const KEY = 'org_id = ? AND kind = ? AND id = ?';
export const keyOf = ({ orgId, kind, id }: Change): [string, string, string] => [orgId, kind, id];
export const IS_DUE = 'dirty_seq > done_seq AND has_failed = 0';

/** When a row is to be looked at, and whether it came with a sweep or a dump. */
export interface Turn {
  dueAt: number;
  isBacklog: boolean;
}

export const turnOf = (row: SqlRow): Turn => ({
  dueAt: row['next_at'] as number,
  isBacklog: row['is_backlog'] === 1,
});

/** Marks the row. `seq` is higher than any before; rows of one transaction may share it. */
export async function markRow(
  sql: Sql,
  change: Change,
  seq: number,
  at: number,
  { dueAt, isBacklog }: Turn,
): Promise<Turn> {
  const [row] = await sql.all(
    `INSERT INTO sync_rows (org_id, kind, id, dirty_seq, dirty_since, next_at, is_backlog) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (org_id, kind, id) DO UPDATE SET
       dirty_seq = excluded.dirty_seq, attempts = 0, has_failed = 0, error = NULL,
       dirty_since = CASE WHEN sync_rows.dirty_seq > sync_rows.done_seq THEN sync_rows.dirty_since ELSE excluded.dirty_since END,
       is_backlog = CASE WHEN sync_rows.dirty_seq > sync_rows.done_seq AND sync_rows.is_backlog = 0 THEN 0 ELSE excluded.is_backlog END,
       next_at = CASE
         WHEN sync_rows.dirty_seq > sync_rows.done_seq AND excluded.next_at > sync_rows.dirty_since + ${LONGEST_DELAY}
         THEN sync_rows.dirty_since + ${LONGEST_DELAY} ELSE excluded.next_at END
     RETURNING next_at, is_backlog`,
    ...keyOf(change),
    seq,
    at,
    dueAt,
    isBacklog ? 1 : 0,
  );
  return turnOf(row as SqlRow);
}

/** Whether a list that shows this `updatedAt` tells news: of a row nobody had, or one that was written or given up before. */
export async function isNews(sql: Sql, change: Change, updatedAt: number, at: number): Promise<boolean> {
  const [row] = await sql.all(
    `SELECT seen_at, swept_at, has_failed, CASE WHEN ${IS_DUE} AND lease_until <= ? THEN 1 ELSE 0 END AS waits
     FROM sync_rows WHERE ${KEY}`,
    at,
    ...keyOf(change),
  );
  if (!row) return true;
  if (row['waits'] === 1 || updatedAt <= (row['seen_at'] as number)) return false;
  return row['has_failed'] === 0 || updatedAt > (row['swept_at'] as number);
}

/** Remembers the state of the conversation in which a sweep has marked it. */
export async function noteSweep(sql: Sql, change: Change, updatedAt: number): Promise<void> {
  await sql.run(`UPDATE sync_rows SET swept_at = ? WHERE ${KEY}`, updatedAt, ...keyOf(change));
}

/** Books the outcome. Resolves to the row's next turn; undefined where it has none. */
export async function finishRow(sql: Sql, lease: Lease, outcome: Outcome): Promise<Turn | undefined> {
  await bookOutcome(sql, lease, outcome);
  const statement = `SELECT next_at, is_backlog FROM sync_rows WHERE ${KEY} AND ${IS_DUE}`;
  const [row] = await sql.all(statement, ...keyOf(lease));
  return row && turnOf(row);
}

async function bookOutcome(sql: Sql, lease: Lease, outcome: Outcome): Promise<void> {
  const mine = `${KEY} AND lease_version = ?`;
  const whose = [...keyOf(lease), lease.version] as const;
  const failure = `UPDATE sync_rows SET lease_until = 0, attempts = attempts + 1, error = ?, has_failed = ?, next_at = ? WHERE ${mine} AND dirty_seq = ?`;
  switch (outcome.type) {
    case 'done':
      // Also after the lease has run out: what is written is written.
      await sql.run(
        `UPDATE sync_rows SET done_seq = CASE WHEN done_seq < ? THEN ? ELSE done_seq END,
           seen_at = CASE WHEN seen_at < ? THEN ? ELSE seen_at END, attempts = 0, error = NULL WHERE ${KEY}`,
        lease.seq,
        lease.seq,
        outcome.seenAt ?? 0,
        outcome.seenAt ?? 0,
        ...keyOf(lease),
      );
      break;
    case 'forgotten':
      await sql.run(`DELETE FROM sync_rows WHERE ${mine} AND dirty_seq = ?`, ...whose, lease.seq);
      break;
    case 'again':
      await sql.run(failure, outcome.error, 0, outcome.at, ...whose, lease.seq);
      break;
    case 'failed':
      await sql.run(failure, outcome.error, 1, 0, ...whose, lease.seq);
      break;
  }
  // It changed meanwhile, or is done: in either case the row is free.
  await sql.run(`UPDATE sync_rows SET lease_until = 0 WHERE ${mine}`, ...whose);
}

/** The most changes that `status()` lists as given up. */
const MOST_LISTED = 100;

export async function countRows(sql: Sql, at: number): Promise<Counts> {
  const [counts] = await sql.all(
    `SELECT coalesce(sum(CASE WHEN lease_until > ? THEN 1 ELSE 0 END), 0) AS running, count(*) AS open FROM sync_rows WHERE ${IS_DUE}`,
    at,
  );
  const failed = await sql.all(
    `SELECT org_id, kind, id, attempts, error FROM sync_rows WHERE has_failed = 1 ORDER BY org_id, kind, id LIMIT ${MOST_LISTED}`,
  );
  const allFailed = await first(sql, 'SELECT count(*) AS failed FROM sync_rows WHERE has_failed = 1');
  const running = Number(counts?.['running']);
  return {
    waiting: Number(counts?.['open']) - running,
    running,
    failed: failed.map((row) => ({
      ...changeOf(row),
      attempts: row['attempts'] as number,
      error: row['error'] as string,
    })),
    moreFailed: Number(allFailed) - failed.length,
  };
}

export async function addOrg(sql: Sql, orgId: string): Promise<void> {
  await sql.run('INSERT INTO sync_orgs (org_id) VALUES (?) ON CONFLICT DO NOTHING', orgId);
}

export function changeOf(row: SqlRow): Change {
  return { orgId: row['org_id'] as string, kind: row['kind'] as ChangeKind, id: row['id'] as string };
}

/** One number for all: of changes and of versions, each higher than any before. */
export async function nextSeq({ dialect }: SqlDatabase, sql: Sql): Promise<number> {
  const statement =
    dialect === 'postgres'
      ? "SELECT nextval('sync_seq') AS seq"
      : "UPDATE sync_values SET value = CAST(value AS INTEGER) + 1 WHERE name = 'seq' RETURNING value";
  return Number(await first(sql, statement));
}
