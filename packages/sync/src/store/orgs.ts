import { mendTimes } from './leases';
import type { Queue } from './queue';
import { addOrg } from './rows';
import type { SqlDatabase } from './sql';
import type { Store } from './store';

type Orgs = Pick<Store, 'orgs' | 'claimSweep' | 'sweptTo' | 'setSweptTo' | 'forgetWalk' | 'disconnect'>;

/** Which orgs there are, and how far each has been swept. */
export function createOrgs(database: SqlDatabase, queue: Queue): Orgs {
  return {
    orgs: async () =>
      (await database.all('SELECT org_id FROM sync_orgs WHERE is_connected = 1 ORDER BY org_id')).map(
        (row) => row['org_id'] as string,
      ),
    claimSweep: (orgId, at, milliseconds) =>
      database.together(async (sql) => {
        await addOrg(sql, orgId);
        // The last sweep may lie ahead where the clock was wrong.
        const statement =
          'UPDATE sync_orgs SET sweep_at = ? WHERE org_id = ? AND (sweep_at <= ? OR sweep_at > ?)';
        if ((await sql.run(statement, at, orgId, at - milliseconds, at + milliseconds)) === 0) return false;
        for (const [change, turn] of await mendTimes(sql, orgId, at)) await queue.announce(sql, change, turn);
        return true;
      }),
    async sweptTo(orgId) {
      const [row] = await database.all(
        'SELECT swept_to, walk_cursor, walk_top FROM sync_orgs WHERE org_id = ?',
        orgId,
      );
      return {
        mark: Number(row?.['swept_to'] ?? 0),
        cursor: (row?.['walk_cursor'] ?? undefined) as string | undefined,
        top: Number(row?.['walk_top'] ?? 0),
      };
    },
    async setSweptTo(orgId, updatedAt) {
      await database.run(
        `UPDATE sync_orgs SET walk_cursor = NULL, swept_to = CASE WHEN swept_to < ? THEN ? ELSE swept_to END
         WHERE org_id = ?`,
        updatedAt,
        updatedAt,
        orgId,
      );
    },
    async forgetWalk(orgId) {
      await database.run('UPDATE sync_orgs SET walk_cursor = NULL WHERE org_id = ?', orgId);
    },
    async disconnect(orgId) {
      const statement = 'UPDATE sync_orgs SET is_connected = 0 WHERE org_id = ? AND is_connected = 1';
      return (await database.run(statement, orgId)) > 0;
    },
  };
}
