import { createBossQueue } from './boss-queue';
import { createMarks } from './marks';
import { createOrgs } from './orgs';
import { createPeople } from './people';
import { openPostgres } from './postgres';
import { createIndexQueue } from './queue';
import { createRows } from './row-store';
import { makeTables } from './schema';
import type { SqlDatabase } from './sql';
import { openSqlite } from './sqlite';
import type { Store } from './store';

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
    const people = await createPeople(database);
    const queue =
      database.dialect === 'postgres' ? await createBossQueue(database, onError) : createIndexQueue(database);
    const store = {
      name: database.name,
      ...createMarks(database, queue),
      ...createRows(database, queue),
      ...createOrgs(database, queue),
      ...people,
      async close() {
        await queue.close();
        await database.close();
      },
    };
    return { database, store };
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
  if (/^sqlite:(?!$|\/\/[^/])/.test(address)) return 'sqlite';
  if (/^postgres(ql)?:\/\//.test(address)) return 'postgres';
  // The address may hold a password, so that only its beginning is shown.
  const scheme = JSON.stringify(address.split(':')[0]?.slice(0, 20));
  throw new TypeError(
    `store: ${scheme} is not a supported database. Write "sqlite:./sync.db" or "postgres://…".`,
  );
}
