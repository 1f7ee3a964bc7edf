import { dueRow, leaseRow } from './leases';
import type { Turn } from './rows';
import type { Sql, SqlDatabase } from './sql';
import type { Change, Lease } from './store';

/** Finds the next row that is due. The rows are the truth; a queue only says where to look. */
export interface Queue {
  /** In the transaction that marked or booked the row: this is its next turn. */
  announce(sql: Sql, change: Change, turn: Turn): Promise<void>;
  take(at: number, milliseconds: number, full: readonly string[]): Promise<Lease | undefined>;
  close(): Promise<void>;
}

/** For one process on one file: an index over the rows is queue enough. */
export function createIndexQueue(database: SqlDatabase): Queue {
  return {
    announce: () => Promise.resolve(),
    take: (at, milliseconds, full) =>
      database.together(async (sql) => {
        const change = await dueRow(sql, at, full);
        const lease = change && (await leaseRow(database, sql, change, at, milliseconds));
        if (lease)
          await sql.run('UPDATE sync_orgs SET served_at = ? WHERE org_id = ?', lease.version, lease.orgId);
        return lease;
      }),
    close: () => Promise.resolve(),
  };
}
