import { renewRow } from './leases';
import type { Queue } from './queue';
import { IS_DUE, changeOf, countRows, finishRow, turnOf } from './rows';
import { first } from './sql';
import type { Sql, SqlDatabase } from './sql';
import type { Store } from './store';

type Rows = Pick<Store, 'lease' | 'renew' | 'finish' | 'nextDue' | 'counts' | 'requeue'>;

/** Gives rows to workers, and books what became of them. */
export function createRows(database: SqlDatabase, queue: Queue): Rows {
  return {
    lease: (at, milliseconds, full = []) => queue.take(at, milliseconds, full),
    renew: (lease, at, milliseconds) => renewRow(database, lease, at + milliseconds),
    async finish(lease, outcome, inside) {
      const book = async (sql: Sql): Promise<void> => {
        const turn = await finishRow(sql, lease, outcome);
        if (turn) await queue.announce(sql, lease, turn);
      };
      await (inside ? book(inside) : database.together(book));
    },
    async nextDue() {
      const due = await first(
        database,
        `SELECT min(CASE WHEN lease_until > next_at THEN lease_until ELSE next_at END) AS due
         FROM sync_rows JOIN sync_orgs USING (org_id) WHERE ${IS_DUE} AND is_connected = 1`,
      );
      return (due ?? undefined) as number | undefined;
    },
    counts: (at) => countRows(database, at),
    requeue: (at) =>
      database.together(async (sql) => {
        const rows = await sql.all(
          `UPDATE sync_rows SET has_failed = 0, attempts = 0, next_at = ? WHERE has_failed = 1
           RETURNING org_id, kind, id, next_at, is_backlog`,
          at,
        );
        for (const row of rows) await queue.announce(sql, changeOf(row), turnOf(row));
        return rows.length;
      }),
  };
}
