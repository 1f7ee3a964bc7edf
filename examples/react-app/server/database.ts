import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';

type Value = string | number | null;
export type Row = Record<string, Value>;

/** Harbor's own SQLite file. Every call is done when it returns. */
export interface Database {
  all(statement: string, ...values: Value[]): Row[];
  first(statement: string, ...values: Value[]): Row | undefined;
  /** How many rows it changed. */
  run(statement: string, ...values: Value[]): number;
  /** All that `step` writes is kept, or none of it. Not to be nested. */
  together<T>(step: () => T): T;
  close(): void;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS accounts (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, company TEXT NOT NULL, plan TEXT NOT NULL,
    password_hash TEXT NOT NULL, is_verified INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS links (
    hash TEXT PRIMARY KEY, cause TEXT NOT NULL UNIQUE, email TEXT NOT NULL, name TEXT NOT NULL, company TEXT NOT NULL,
    plan TEXT NOT NULL, expires_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS mails (
    id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, link TEXT, sent_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, subject TEXT NOT NULL, conversation_id TEXT,
    kept_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting', error TEXT);
  CREATE TABLE IF NOT EXISTS noted_conversations (
    user_id TEXT NOT NULL, id TEXT NOT NULL, started_at TEXT NOT NULL, meeting TEXT, PRIMARY KEY (user_id, id));
  CREATE TABLE IF NOT EXISTS crm_contacts (id TEXT PRIMARY KEY, external_id TEXT, version INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS crm_contacts_by_external_id ON crm_contacts (external_id);
  CREATE TABLE IF NOT EXISTS crm_conversations (
    id TEXT PRIMARY KEY, contact_id TEXT, status TEXT NOT NULL, created_at INTEGER NOT NULL, version INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS crm_conversations_of_contact ON crm_conversations (contact_id);
  CREATE TABLE IF NOT EXISTS crm_messages (
    id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, author TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
    created_at INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS crm_messages_of_conversation ON crm_messages (conversation_id)`;

/** Opens `harbor.sqlite` in the directory, for its owner alone; without a directory, everything is gone with the process. */
export function openDatabase(directory: string | undefined): Database {
  const sqlite = new Libsql(directory === undefined ? ':memory:' : fileIn(directory));
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  sqlite.exec(TABLES);
  return {
    all: (statement, ...values) => sqlite.prepare(statement).all(values) as Row[],
    first: (statement, ...values) => sqlite.prepare(statement).get(values) as Row | undefined,
    run: (statement, ...values) => sqlite.prepare(statement).run(values).changes,
    together(step) {
      sqlite.exec('BEGIN IMMEDIATE');
      try {
        const result = step();
        sqlite.exec('COMMIT');
        return result;
      } catch (error) {
        sqlite.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => void sqlite.close(),
  };
}

function fileIn(directory: string): string {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'harbor.sqlite');
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  return file;
}
