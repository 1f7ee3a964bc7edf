import { createHash } from 'node:crypto';
import PgBoss from 'pg-boss';
import type { Queue } from './queue';
import { IS_DUE, leaseRow } from './rows';
import { first } from './sql';
import type { Sql, SqlDatabase, SqlValue } from './sql';
import type { Change, Lease } from './store';

const QUEUE = 'driftkit-sync';
/** Two announcements of a row within this time are one job. */
const BUCKET = 10_000;
/** Jobs that one call follows until it finds a row that is due. */
const MOST_LOOKS = 20;

/**
 * pg-boss as the queue of many workers. A job says only "look at this row", so one too many does no harm. Every row that is
 * due has a job that waits: its announcement, or, while somebody has the row, one for the end of the lease. So a killed
 * worker's row is taken up when its lease runs out, and needs no maintenance of pg-boss for it.
 *
 * The policy is `short` (one waiting job a key) and not `stately`: there, a job whose key is active blocks every job behind it.
 */
export async function createBossQueue(
  database: SqlDatabase,
  onError: (error: Error) => void,
): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: database.url ?? '',
    schema: 'driftkit_boss',
    max: 4,
    maintenanceIntervalSeconds: 15,
    archiveCompletedAfterSeconds: 300,
    deleteAfterHours: 24,
    schedule: false,
  });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(QUEUE, { name: QUEUE, policy: 'short', expireInSeconds: 30, retryLimit: 1_000 });

  async function announce(sql: Sql, change: Change, dueAt: number): Promise<void> {
    await boss.send(QUEUE, change, {
      singletonKey: keyOf(change, dueAt),
      startAfter: new Date(dueAt),
      priority: await priorityOf(sql, change.orgId),
      db: sql as Required<Pick<Sql, 'executeSql'>>,
    });
  }

  /** Follows one job to its row: takes it, or announces it again for when it can be taken. */
  async function follow(
    job: PgBoss.Job<Change>,
    at: number,
    milliseconds: number,
  ): Promise<Lease | undefined> {
    const change = job.data;
    return database.together(async (sql) => {
      const lease = await leaseRow(database, sql, change, at, milliseconds);
      const dueAt = await nextLook(sql, change);
      if (dueAt !== undefined) await announce(sql, change, dueAt);
      await boss.complete(QUEUE, job.id, { db: sql as Required<Pick<Sql, 'executeSql'>> });
      return lease;
    });
  }

  return {
    announce,
    async take(at, milliseconds) {
      // Where this clock is behind that of the database, jobs come early, and go back to the end.
      for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
        const [job] = await boss.fetch<Change>(QUEUE, { batchSize: 1 });
        if (!job) return undefined;
        const lease = await follow(job, at, milliseconds);
        if (lease) return lease;
      }
      return undefined;
    },
    close: () => boss.stop({ graceful: false, close: true, wait: true }),
  };
}

function keyOf({ orgId, kind, id }: Change, dueAt: number): string {
  const key = JSON.stringify([orgId, kind, id, Math.floor(dueAt / BUCKET)]);
  return createHash('sha256').update(key).digest('base64url');
}

/** The more of an org waits, the later each of its rows is looked at: an org with one row is served between those of a large one. */
async function priorityOf(sql: Sql, orgId: string): Promise<number> {
  const waiting = await first(
    sql,
    `SELECT count(*) AS waiting FROM (SELECT 1 FROM sync_rows WHERE org_id = ? AND ${IS_DUE} LIMIT 1000) AS due`,
    orgId,
  );
  return -Number(waiting);
}

/** When somebody has to look at the row again: when it is due, or when the lease that it is in runs out. */
async function nextLook(sql: Sql, { orgId, kind, id }: Change): Promise<number | undefined> {
  const values: SqlValue[] = [orgId, kind, id];
  const [row] = await sql.all(
    `SELECT next_at, lease_until FROM sync_rows JOIN sync_orgs USING (org_id)
     WHERE org_id = ? AND kind = ? AND id = ? AND ${IS_DUE} AND is_connected = 1`,
    ...values,
  );
  return row && Math.max(row['next_at'] as number, row['lease_until'] as number);
}
