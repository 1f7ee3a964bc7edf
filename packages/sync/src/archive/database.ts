import { chmodSync, closeSync, existsSync, lstatSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Libsql from 'libsql';
import { makeFolder } from '../make-folder';
import { ArchiveError, asArchiveError } from './archive-error';
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
  CREATE INDEX contacts_by_email ON contacts (email COLLATE NOCASE);
  -- One row for each thing to fetch. It is the whole state of an export, beside "listing" in meta.
  CREATE TABLE work (
    kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 0, cursor TEXT,
    state TEXT NOT NULL DEFAULT 'todo' CHECK (state IN ('todo', 'done', 'gone', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0, code TEXT,
    PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID;
  -- In the order in which work is taken up: without a sort, however much there is.
  CREATE INDEX work_by_state ON work (kind, state, attempts, version DESC, id);
  -- What Drift gave without an id, so that it cannot be a row. Nothing is thrown away.
  CREATE TABLE broken (
    kind TEXT NOT NULL, mark TEXT NOT NULL, raw TEXT NOT NULL, work_kind TEXT NOT NULL, work_id TEXT NOT NULL,
    is_open INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (kind, mark)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE tombstones (mark TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${FORMAT};
`;

const databaseIn = (directory: string): string => join(directory, 'drift.sqlite');

/** `begin`: make it where it is not there. `change` and `read`: it must be there; `read` writes nothing. */
export type Use = 'begin' | 'change' | 'read';

/**
 * Opens the archive's database. Folder and files are for their owner alone. The lock ends with the process, however that
 * ends. Throws an ArchiveError for a file that is missing, busy, damaged, newer or somebody else's.
 */
export function openDatabase(directory: string, use: Use): Database {
  const file = databaseIn(directory);
  let database: Database | undefined;
  try {
    if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) throw linked(file);
    if (use === 'begin') makeArchiveFolder(directory, file);
    else if (!existsSync(file)) throw missing(directory);
    // What a killed process left in its journal can be read only by somebody who may write.
    const isRead = use === 'read' && !existsSync(`${file}-wal`);
    database = new Libsql(isRead ? `${pathToFileURL(file).href}?mode=ro` : file, { timeout: 0 });
    if (!isRead) lock(database);
    prepare(database, file);
    return database;
  } catch (error) {
    if (database) closeDatabase(database);
    throw problemOf(error, directory, file);
  }
}

function makeArchiveFolder(directory: string, file: string): void {
  if (!existsSync(file)) assertNobodyElses(directory);
  const attachments = lstatSync(join(directory, 'attachments'), { throwIfNoEntry: false });
  if (attachments && !attachments.isDirectory()) {
    const message = `${join(directory, 'attachments')} is not a folder, but may be a link to another place. Move it away, so that the export writes and deletes files only in the archive.`;
    throw new ArchiveError('unusable', message);
  }
  makeFolder(directory, 0o700);
  chmodSync(directory, 0o700);
  // SQLite gives its journals the mode of the database.
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/** Files that an archive has beside its database, and files that operating systems add to any folder. */
const OURS =
  /^(manifest\.json|attachments|[a-z_]+\.(jsonl|csv)(\.partial)?|drift\.sqlite.*|lost\+found|\..*)$/;

/** A folder of somebody else would be closed to others, and lose the files in its `attachments`. */
function assertNobodyElses(directory: string): void {
  const other = existsSync(directory) && readdirSync(directory).find((name) => !OURS.test(name));
  if (!other) return;
  const message = `${directory} is not empty and is not an archive: it has ${JSON.stringify(other)}. Choose another folder with --out.`;
  throw new ArchiveError('foreign', message);
}

const linked = (file: string): ArchiveError =>
  new ArchiveError(
    'unusable',
    `${file} is a link, so the export would write into another folder. Move the link away, or pass its target folder with --out.`,
  );

const missing = (directory: string): ArchiveError =>
  new ArchiveError(
    'damaged',
    `${directory} has no drift.sqlite. Find out where it was moved, or run driftkit-export --out ${directory} again.`,
  );

/** All that `step` writes is kept, or none of it. Throws what `step` threw. */
export function inTransaction(database: Database, step: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    step();
    database.exec('COMMIT');
  } catch (error) {
    try {
      database.exec('ROLLBACK');
    } catch {
      // On a full disk SQLite has rolled back by itself, and the error that says so must not be lost.
    }
    throw error;
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

/** Nobody else may read or write from now on. */
function lock(database: Database): void {
  database.exec(
    'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;',
  );
  // WAL takes the exclusive lock at the first write.
  database.exec('BEGIN IMMEDIATE; COMMIT;');
}

function prepare(database: Database, file: string): void {
  const tables = number(database, "SELECT count(*) FROM sqlite_master WHERE type = 'table'");
  if (tables === 0) {
    inTransaction(database, () => database.exec(SCHEMA));
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
  const known = asArchiveError(error, directory);
  if (known instanceof ArchiveError && known.code === 'no_space') return known;
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
