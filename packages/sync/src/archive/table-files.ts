import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '@driftkit/api';
import { stringify } from 'csv-stringify/sync';
import type { Archive } from './archive';
import { writeAll, writeWhole } from './attachment-file';
import type { Cell } from './cells';
import { tableOf } from './tables';
import type { TableName } from './tables';

export interface FileFacts {
  rows: number;
  bytes: number;
  sha256: string;
}

type Row = Readonly<Record<string, Cell>>;

/** The latest time that a Date can hold. */
const LAST_TIME = 8.64e15;
/** Written in pieces of about this size. */
const PIECE = 1 << 20;

export const jsonlOf = (table: TableName): string => `${table}.jsonl`;
export const csvOf = (table: TableName): string => `${table}.csv`;

/** One object of Drift's a line, as it came, sorted by id. */
export function writeJsonl(archive: Archive, table: TableName): FileFacts {
  return writeFile(archive, jsonlOf(table), jsonLines(archive, table));
}

/**
 * The columns, for spreadsheets: they know by the mark at the beginning that it is UTF-8. A cell that one would run as a formula
 * begins with an apostrophe.
 */
export function writeCsv(archive: Archive, table: TableName): FileFacts {
  return writeFile(archive, csvOf(table), csvLines(archive, table));
}

export function removeCsv(archive: Archive, table: TableName): void {
  rmSync(join(archive.directory, csvOf(table)), { force: true });
}

/** The expected JSONL of a table, computed from the database only. */
export function expectedJsonl(archive: Archive, table: TableName): FileFacts {
  return factsOf(jsonLines(archive, table), () => undefined);
}

function* jsonLines(archive: Archive, table: TableName): Generator<string> {
  for (const row of archive.rows.each(table)) yield `${jsonOf(table, row)}\n`;
}

/** The row of Drift's own CSV dump stands beside what the API says of the contact. */
function jsonOf(table: TableName, { raw, csv }: Row): string {
  if (table !== 'contacts' || typeof csv !== 'string') return String(raw);
  return `${String(raw).slice(0, -1)},"csv":${csv}}`;
}

function* csvLines(archive: Archive, table: TableName): Generator<string> {
  const columns = ['id', ...Object.keys(tableOf(table).columns), ...(table === 'messages' ? ['text'] : [])];
  yield stringify([columns], { bom: true });
  for (const row of archive.rows.each(table)) {
    yield stringify([columns.map((column) => shown(row, column))], { escape_formulas: true });
  }
}

/** For people: a time in UTC, and the text of a message beside its HTML. */
function shown(row: Row, column: string): Cell | undefined {
  if (column === 'text') return textOf(row['body'] as string | null);
  const value = row[column];
  const isTime = column.endsWith('_at') || column.startsWith('slot_');
  if (!isTime || typeof value !== 'number' || Math.abs(value) > LAST_TIME) return value;
  return new Date(value).toISOString().slice(0, 19).replace('T', ' ');
}

function writeFile(archive: Archive, name: string, lines: Iterable<string>): FileFacts {
  let facts: FileFacts | undefined;
  writeWhole(join(archive.directory, name), (descriptor) => {
    facts = factsOf(lines, (piece) => writeAll(descriptor, piece));
  });
  const { rows, ...rest } = facts as FileFacts;
  return { rows: name.endsWith('.csv') ? rows - 1 : rows, ...rest };
}

/** Counts and hashes the lines, and hands them on in large pieces. */
function factsOf(lines: Iterable<string>, write: (piece: Uint8Array) => void): FileFacts {
  const hash = createHash('sha256');
  const facts = { rows: 0, bytes: 0 };
  let waiting = '';
  const flush = (): void => {
    const piece = Buffer.from(waiting);
    hash.update(piece);
    write(piece);
    facts.bytes += piece.byteLength;
    waiting = '';
  };
  for (const line of lines) {
    facts.rows += 1;
    waiting += line;
    if (waiting.length >= PIECE) flush();
  }
  flush();
  return { ...facts, sha256: hash.digest('hex') };
}
