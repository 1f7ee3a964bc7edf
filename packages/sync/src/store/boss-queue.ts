import { createHash } from 'node:crypto';
import PgBoss from 'pg-boss';
import type { Queue } from './queue';
import { leaseRow } from './leases';
import { IS_DUE, KEY, keyOf, turnOf } from './rows';
import type { Turn } from './rows';
import { first } from './sql';
import type { Sql, SqlDatabase } from './sql';
import type { Change, Lease } from './store';

const QUEUE = 'driftkit-sync';
/** Two announcements of a row within this time are one job. */
const BUCKET = 10_000;
/** Jobs that one call follows until it finds a row that is due. */
const MOST_LOOKS = 20;
/**
 * One look in so many takes the job that has waited longest, whatever its priority: else the large orgs would never have a
 * turn while small ones keep all workers busy.
 */
const OLDEST_EVERY = 8;
/** Delay of a job whose org already has enough workers. */
const FULL_PAUSE = 1_000;

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
  const boss = await startBoss(database.url ?? '', onError);
  let fetched = 0;

  async function announce(sql: Sql, change: Change, turn: Turn): Promise<void> {
    await boss.send(QUEUE, change, {
      singletonKey: nameOf(change, turn),
      startAfter: new Date(turn.dueAt),
      priority: await priorityOf(sql, change.orgId, turn),
      db: sql as Required<Pick<Sql, 'executeSql'>>,
    });
  }

  /** Follows one job to its row: takes it, or announces it again for when it can be taken. */
  async function follow(
    job: PgBoss.Job<Change>,
    at: number,
    milliseconds: number,
    full: readonly string[],
  ): Promise<Lease | undefined> {
    const change = job.data;
    const isFull = full.includes(change.orgId);
    return database.together(async (sql) => {
      const lease = isFull ? undefined : await leaseRow(database, sql, change, at, milliseconds);
      const turn = await nextLook(sql, change);
      if (turn && isFull) turn.dueAt = Math.max(turn.dueAt, at + FULL_PAUSE);
      if (turn) await announce(sql, change, turn);
      await boss.complete(QUEUE, job.id, { db: sql as Required<Pick<Sql, 'executeSql'>> });
      return lease;
    });
  }

  return {
    announce,
    async take(at, milliseconds, full) {
      // Where this clock is behind that of the database, jobs come early, and go back to the end.
      for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
        const priority = (fetched + 1) % OLDEST_EVERY !== 0;
        const [job] = await boss.fetch<Change>(QUEUE, { batchSize: 1, priority });
        if (!job) return undefined;
        fetched += 1;
        const lease = await follow(job, at, milliseconds, full);
        if (lease) return lease;
      }
      return undefined;
    },
    close: () => stop(boss),
  };
}

async function startBoss(connectionString: string, onError: (error: Error) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString,
    schema: 'driftkit_boss',
    max: 4,
    maintenanceIntervalSeconds: 15,
    archiveCompletedAfterSeconds: 300,
    deleteAfterHours: 24,
    schedule: false,
  });
  boss.on('error', onError);
  try {
    await boss.start();
    await boss.createQueue(QUEUE, { name: QUEUE, policy: 'short', expireInSeconds: 30, retryLimit: 1_000 });
  } catch (error) {
    // Else its connections and timers would stay.
    await stop(boss);
    throw error;
  }
  return boss;
}

const stop = (boss: PgBoss): Promise<void> => boss.stop({ graceful: false, close: true, wait: true });

function nameOf({ orgId, kind, id }: Change, { dueAt, isBacklog }: Turn): string {
  const name = JSON.stringify([orgId, kind, id, Math.floor(dueAt / BUCKET), isBacklog]);
  return createHash('sha256').update(name).digest('base64url');
}

/** More waiting rows than these count as these. */
const MANY = 1_000;

/**
 * The more of an org waits, the later each of its rows is looked at: an org with one row is served between those of a large
 * one. What a sweep or a dump has brought comes after all that changes now.
 */
async function priorityOf(sql: Sql, orgId: string, { isBacklog }: Turn): Promise<number> {
  const waiting = await first(
    sql,
    `SELECT count(*) AS waiting FROM
     (SELECT 1 FROM sync_rows WHERE org_id = ? AND is_backlog = ? AND ${IS_DUE} LIMIT ${MANY}) AS due`,
    orgId,
    isBacklog ? 1 : 0,
  );
  return -Number(waiting) - (isBacklog ? MANY + 1 : 0);
}

/** When somebody has to look at the row again: when it is due, or when the lease that it is in runs out. */
async function nextLook(sql: Sql, change: Change): Promise<Turn | undefined> {
  const [row] = await sql.all(
    `SELECT next_at, is_backlog, lease_until FROM sync_rows JOIN sync_orgs USING (org_id)
     WHERE ${KEY} AND ${IS_DUE} AND is_connected = 1`,
    ...keyOf(change),
  );
  if (!row) return undefined;
  const { dueAt, isBacklog } = turnOf(row);
  return { dueAt: Math.max(dueAt, row['lease_until'] as number), isBacklog };
}
