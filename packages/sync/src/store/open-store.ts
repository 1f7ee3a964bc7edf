import { createBossQueue } from './boss-queue';
import { createPeople } from './people';
import { openPostgres } from './postgres';
import { createIndexQueue } from './queue';
import type { Queue } from './queue';
import { IS_DUE, addOrg, countRows, finishRow, isNews, markRow, noteSweep } from './rows';
import { makeTables } from './schema';
import { first } from './sql';
import type { Sql, SqlDatabase } from './sql';
import { openSqlite } from './sqlite';
import type { Change, Store } from './store';

/**
 * Opens the store at `sqlite:./sync.db` or `postgres://…`, and makes its tables where they are not there. `database` is the
 * connection, for a destination in the same database.
 */
export async function openStore(
  address: string,
  onError: (error: Error) => void,
): Promise<{ store: Store; database: SqlDatabase }> {
  const database = openDatabase(address);
  try {
    await makeTables(database);
    const queue =
      database.dialect === 'postgres' ? await createBossQueue(database, onError) : createIndexQueue(database);
    return { database, store: { ...(await createPeople(database)), ...storeOn(database, queue) } };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** SQLite or Postgres, by the beginning of the address. Throws a TypeError for anything else. */
export function openDatabase(address: string): SqlDatabase {
  return dialectOf(address) === 'sqlite'
    ? openSqlite(address.slice('sqlite:'.length))
    : openPostgres(address);
}

/** Throws a TypeError for an address that is neither. */
export function dialectOf(address: string): SqlDatabase['dialect'] {
  if (address.startsWith('sqlite:')) return 'sqlite';
  if (/^postgres(ql)?:\/\//.test(address)) return 'postgres';
  // The address may hold a password, so that only its beginning is shown.
  const scheme = JSON.stringify(address.split(':')[0]?.slice(0, 20));
  throw new TypeError(`store: ${scheme} is no database of ours. Write "sqlite:./sync.db" or "postgres://…".`);
}

type RowStore = Omit<Store, 'knowContact' | 'contactsWithEmail' | 'erase' | 'isErased' | 'forgetEmails'>;

function storeOn(database: SqlDatabase, queue: Queue): RowStore {
  const mark = async (sql: Sql, change: Change, at: number, delay: number): Promise<void> => {
    // An org that speaks is connected, unless it says that it no longer is.
    if (change.kind === 'disconnect') await addOrg(sql, change.orgId);
    else await connect(sql, queue, change.orgId);
    await queue.announce(sql, change, await markRow(database, sql, change, at, delay));
  };
  return {
    name: database.name,
    mark: (change, at, delay) => database.together((sql) => mark(sql, change, at, delay)),
    markIfNewer: (change, updatedAt, at) =>
      database.together(async (sql) => {
        if (!(await isNews(sql, change, updatedAt, at))) return;
        await mark(sql, change, at, 0);
        await noteSweep(sql, change, updatedAt);
      }),
    lease: (at, milliseconds) => queue.take(at, milliseconds),
    async finish(lease, outcome, inside) {
      const book = async (sql: Sql): Promise<void> => {
        const dueAt = await finishRow(sql, lease, outcome);
        if (dueAt !== undefined) await queue.announce(sql, lease, dueAt);
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
          'UPDATE sync_rows SET has_failed = 0, attempts = 0, next_at = ? WHERE has_failed = 1 RETURNING org_id, kind, id',
          at,
        );
        for (const { org_id: orgId, kind, id } of rows) {
          await queue.announce(sql, { orgId, kind, id } as unknown as Change, at);
        }
        return rows.length;
      }),
    ...orgsOn(database),
    async close() {
      await queue.close();
      await database.close();
    },
  };
}

type OrgStore = Pick<Store, 'orgs' | 'claimSweep' | 'sweptTo' | 'setSweptTo' | 'disconnect'>;

function orgsOn(database: SqlDatabase): OrgStore {
  return {
    orgs: async () =>
      (await database.all('SELECT org_id FROM sync_orgs WHERE is_connected = 1 ORDER BY org_id')).map(
        (row) => row['org_id'] as string,
      ),
    claimSweep: (orgId, at, milliseconds) =>
      database.together(async (sql) => {
        await addOrg(sql, orgId);
        const statement = 'UPDATE sync_orgs SET sweep_at = ? WHERE org_id = ? AND sweep_at <= ?';
        return (await sql.run(statement, at, orgId, at - milliseconds)) > 0;
      }),
    sweptTo: async (orgId) =>
      Number((await first(database, 'SELECT swept_to FROM sync_orgs WHERE org_id = ?', orgId)) ?? 0),
    async setSweptTo(orgId, updatedAt) {
      await database.run(
        'UPDATE sync_orgs SET swept_to = ? WHERE org_id = ? AND swept_to < ?',
        updatedAt,
        orgId,
        updatedAt,
      );
    },
    async disconnect(orgId) {
      await database.run('UPDATE sync_orgs SET is_connected = 0 WHERE org_id = ?', orgId);
    },
  };
}

/** Adds the org. The rows of one that was disconnected are due again. */
async function connect(sql: Sql, queue: Pick<Queue, 'announce'>, orgId: string): Promise<void> {
  const isNews = await sql.run(
    `INSERT INTO sync_orgs (org_id) VALUES (?) ON CONFLICT (org_id) DO UPDATE SET is_connected = 1
     WHERE sync_orgs.is_connected = 0`,
    orgId,
  );
  if (isNews === 0) return;
  const rows = await sql.all(`SELECT kind, id, next_at FROM sync_rows WHERE org_id = ? AND ${IS_DUE}`, orgId);
  for (const { kind, id, next_at: dueAt } of rows) {
    await queue.announce(sql, { orgId, kind, id } as unknown as Change, dueAt as number);
  }
}
