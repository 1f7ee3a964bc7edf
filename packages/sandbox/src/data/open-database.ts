import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Libsql from 'libsql';

/** An open database file. No other process can open it. */
export type Database = Libsql.Database;

/** Says that a database file is a sandbox's: "drft" in ASCII. */
const APPLICATION_ID = 0x64726674;
/** Raised when the tables change; a newer file is refused, an older one would be moved up here. */
const SCHEMA_VERSION = 1;

const TABLES = `
  CREATE TABLE ledger (seq INTEGER PRIMARY KEY, entry TEXT NOT NULL) STRICT;
  CREATE TABLE records (kind TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

export const MOVE_IT = 'Move it away, or choose another directory.';

/** Where the state of a sandbox is, in its directory. */
export const fileIn = (directory: string): string => join(directory, 'sandbox.db');

/**
 * Opens the database in this directory, and makes both where they are not there. Rejects with a sentence that says what to
 * do when another process has it, when it is damaged, newer or somebody else's, or when `libsql` is not installed.
 */
export async function openDatabase(directory: string): Promise<Database> {
  const Libsql = await loadLibsql();
  const file = fileIn(directory);
  let database: Database | undefined;
  makeDirectory(directory);
  try {
    database = new Libsql(file, { timeout: 0 });
    prepare(database, file);
    return database;
  } catch (error) {
    if (database) closeDatabase(database);
    throw new Error(sentenceFor(error, directory, file), { cause: error });
  }
}

/** Gives the directory free at once, and leaves one file in it. */
export function closeDatabase(database: Database): void {
  try {
    // `close` alone lets the lock live until the prepared statements are collected.
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; BEGIN IMMEDIATE; COMMIT;');
  } catch {
    // The file is locked by another process, or is not a database.
  }
  database.close();
}

function makeDirectory(directory: string): void {
  try {
    makeFolder(directory);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`data: ${JSON.stringify(directory)} cannot be used as a directory (${code}).`, { cause });
  }
}

/**
 * Node's own `recursive` never ends on a file system that answers every mkdir with "no such file or directory", as /proc
 * does; here that answer is thrown.
 */
function makeFolder(path: string): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path && !statSync(above, { throwIfNoEntry: false })) makeFolder(above);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it in the meantime.
    if (!isFolder(path)) throw error;
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

// Loaded only for `data`: without this package, everything else works.
async function loadLibsql(): Promise<typeof Libsql> {
  try {
    return (await import('libsql')).default;
  } catch (cause) {
    throw new Error(
      'data: the package "libsql" does not load here. To keep state, install it: npm install libsql',
      {
        cause,
      },
    );
  }
}

function prepare(database: Database, file: string): void {
  // Exclusive: the lock is the operating system's, so it ends with the process however that ends.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  const version = numberOf(database, 'user_version');
  const owner = numberOf(database, 'application_id');
  const isNew = database.prepare('SELECT name FROM sqlite_master').all().length === 0;
  if (isNew) {
    database.exec(`BEGIN IMMEDIATE; ${TABLES} COMMIT;`);
    return;
  }
  if (owner !== APPLICATION_ID) throw new Refusal(`${file} is the database of another program`);
  if (version !== SCHEMA_VERSION) {
    throw new Refusal(
      `${file} was written by a newer @driftkit/sandbox (its schema is ${version}, this one knows ${SCHEMA_VERSION})`,
    );
  }
  const [check] = database.pragma('quick_check') as { quick_check: string }[];
  if (check?.quick_check !== 'ok') throw new Refusal(`${file} is damaged (${check?.quick_check})`);
  database.exec('BEGIN IMMEDIATE; COMMIT;');
}

function numberOf(database: Database, pragma: 'user_version' | 'application_id'): number {
  const [row] = database.pragma(pragma) as Record<string, number>[];
  return row?.[pragma] ?? 0;
}

/** The file was read, and is not for us. */
class Refusal extends Error {}

function sentenceFor(error: unknown, directory: string, file: string): string {
  const { code = '', message } = error as { code?: string; message: string };
  if (error instanceof Refusal) return `data: ${message}. ${MOVE_IT}`;
  if (code.startsWith('SQLITE_BUSY')) {
    return `data: another sandbox is using ${directory}. Stop it, or choose another directory.`;
  }
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return `data: ${file} is damaged, or not a database (${message}). ${MOVE_IT}`;
  }
  return `data: ${file} cannot be used (${message}).`;
}
