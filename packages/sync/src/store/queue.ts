import { dueRow, leaseRow } from './rows';
import type { Sql, SqlDatabase } from './sql';
import type { Change, Lease } from './store';

/** Finds the next row that is due. The rows are the truth; a queue only says where to look. */
export interface Queue {
  /** In the transaction that marked or booked the row: it is due at `dueAt`. */
  announce(sql: Sql, change: Change, dueAt: number): Promise<void>;
  take(at: number, milliseconds: number): Promise<Lease | undefined>;
  close(): Promise<void>;
}

/** For one process on one file: an index over the rows is queue enough. */
export function createIndexQueue(database: SqlDatabase): Queue {
  return {
    announce: () => Promise.resolve(),
    take: (at, milliseconds) =>
      database.together(async (sql) => {
        const change = await dueRow(sql, at);
        return change && leaseRow(database, sql, change, at, milliseconds);
      }),
    close: () => Promise.resolve(),
  };
}
