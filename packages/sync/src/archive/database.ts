import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { ArchiveError } from './archive-error';
import { createTables } from './tables';

export type Database = Libsql.Database;

/** Says that a SQLite file is an archive of ours: "drfa" in ASCII. */
const APPLICATION_ID = 0x64726661;
/** Raised when the tables change. A newer file is refused. */
export const FORMAT = 1;

const SCHEMA = `
  ${createTables()}
  CREATE INDEX messages_of_conversation ON messages (conversation_id);
  CREATE INDEX conversations_of_contact ON conversations (contact_id);
  CREATE INDEX messages_of_author ON messages (author_id);
  CREATE INDEX attachments_of_conversation ON attachments (conversation_id);
  CREATE INDEX contacts_by_external_id ON contacts (external_id);
  CREATE INDEX contacts_by_email ON contacts (email);
  -- One row for each thing to fetch. It is the whole state of an export, beside "listing" in meta.
  CREATE TABLE work (
    kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 0, cursor TEXT,
    state TEXT NOT NULL DEFAULT 'todo' CHECK (state IN ('todo', 'done', 'gone', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0, code TEXT,
    PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX work_by_state ON work (kind, state, attempts, version);
  -- What Drift gave without an id, so that it cannot be a row. Nothing is thrown away.
  CREATE TABLE broken (kind TEXT NOT NULL, mark TEXT NOT NULL, raw TEXT NOT NULL, PRIMARY KEY (kind, mark)) STRICT, WITHOUT ROWID;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE tombstones (mark TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${FORMAT};
`;

const databaseIn = (directory: string): string => join(directory, 'drift.sqlite');

/**
 * Opens the archive's database and makes it where there is none. Folder and files are for their owner alone. The lock ends
 * with the process, however that ends. Throws an ArchiveError for a file that is busy, damaged, newer or somebody else's.
 */
export function openDatabase(directory: string): Database {
  const file = databaseIn(directory);
  let database: Database | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o700);
    // SQLite gives its journals the mode of the database.
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    database = new Libsql(file, { timeout: 0 });
    prepare(database, file);
    return database;
  } catch (error) {
    if (database) closeDatabase(database);
    throw problemOf(error, directory, file);
  }
}

/** Gives the archive free, and leaves its database as one file. */
export function closeDatabase(database: Database): void {
  try {
    // `close` alone keeps the lock until the prepared statements are collected.
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; BEGIN IMMEDIATE; COMMIT;');
  } catch {
    // Another process has it, or it is not a database.
  }
  database.close();
}

function prepare(database: Database, file: string): void {
  database.exec(
    'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;',
  );
  // WAL takes the exclusive lock at the first write.
  database.exec('BEGIN IMMEDIATE; COMMIT;');
  const tables = number(database, "SELECT count(*) FROM sqlite_master WHERE type = 'table'");
  if (tables === 0) {
    database.transaction(() => database.exec(SCHEMA))();
    return;
  }
  if (number(database, 'PRAGMA application_id') !== APPLICATION_ID) {
    throw new ArchiveError(
      'foreign',
      `${file} is not an archive of driftkit. Choose another folder with --out.`,
    );
  }
  const format = number(database, 'PRAGMA user_version');
  if (format > FORMAT) {
    const versions = `it has format ${format}, and this version reads ${FORMAT}`;
    throw new ArchiveError(
      'newer',
      `${file} was made by a newer driftkit (${versions}). Update @driftkit/sync.`,
    );
  }
}

function problemOf(error: unknown, directory: string, file: string): unknown {
  if (error instanceof ArchiveError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED') {
    return new ArchiveError(
      'busy',
      `Another export works in ${directory}. Wait for it, or choose another folder with --out.`,
    );
  }
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new ArchiveError(
      'damaged',
      `${file} is damaged or not a SQLite file (${message}). Move it away, and export again.`,
    );
  }
  return new ArchiveError(
    'unusable',
    `${directory} cannot hold an archive (${code ?? message}). Choose another folder with --out.`,
  );
}

/** The one number that a statement answers. */
function number(database: Database, sql: string, ...parameters: unknown[]): number {
  return database
    .prepare(sql)
    .pluck()
    .all(...parameters)[0] as number;
}
