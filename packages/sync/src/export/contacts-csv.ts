import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { Archive } from '../archive/archive';
import { ArchiveError } from '../archive/archive-error';

type CsvRow = Readonly<Record<string, string>>;

/** Nobody documented the columns of Drift's dump, so each is known by several names, in any case and spacing. */
const NAMES = {
  id: ['id', 'contactid', 'driftid', 'driftcontactid', 'enduserid'],
  externalId: ['externalid', 'userid', 'externaluserid'],
  email: ['email', 'emailaddress'],
} as const;

/** Two columns of one name are kept as two. */
const unique = (names: string[]): string[] =>
  names.map((name, at) => (names.indexOf(name) === at ? name : `${name} (${at + 1})`));

async function* linesOf(file: string): AsyncGenerator<string[]> {
  const parser = parse({ bom: true, skip_empty_lines: true, relax_column_count: true });
  const source = createReadStream(file);
  source.on('error', (error) => parser.destroy(error)).pipe(parser);
  yield* parser as AsyncIterable<string[]>;
}

/** Each line under the names of the first one. What stands beyond the last name is kept under its number. */
async function* rowsOf(file: string): AsyncGenerator<CsvRow> {
  let names: string[] | undefined;
  for await (const cells of linesOf(file)) {
    if (names === undefined) {
      names = unique(cells);
      continue;
    }
    const known = names;
    yield Object.fromEntries(cells.map((cell, at) => [known[at] ?? `(column ${at + 1})`, cell]));
  }
}

/** Reads it once, so that a wrong file is known before an export of days. Rejects with an ArchiveError. */
export async function checkContactsCsv(file: string): Promise<void> {
  try {
    let lines = 0;
    for await (const cells of linesOf(file)) {
      if (lines === 0) assertNames(cells);
      lines += 1;
    }
    if (lines === 0) throw new Error('the file is empty');
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function assertNames(columns: readonly string[]): void {
  const known: readonly string[] = Object.values(NAMES).flat();
  if (columns.some((column) => known.includes(plain(column)))) return;
  const first = columns.slice(0, 5).join(', ');
  throw new Error(`it has no column for a contact id, external id or e-mail. Its columns: ${first}`);
}

/** The ids in a row; any of them may be missing. */
export interface Named {
  id: string | undefined;
  externalId: string | undefined;
  email: string | undefined;
}

/** Reads the contacts row by row, without an archive. Rejects when the file is not a CSV dump of contacts. */
export async function* namedInCsv(file: string): AsyncGenerator<Named> {
  let rows = 0;
  for await (const row of rowsOf(file)) {
    if ((rows += 1) === 1) assertNames(Object.keys(row));
    yield { id: driftIdOf(row), externalId: field(row, 'externalId'), email: field(row, 'email')?.trim() };
  }
}

function unreadable(file: string, cause: unknown): ArchiveError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ArchiveError(
    'invalid',
    `--contacts ${file} could not be read as a CSV dump of contacts: ${reason}`,
    {
      cause,
    },
  );
}

/**
 * Merges Drift's own CSV dump of contacts, since the API lists none without a conversation. A row with a contact id is
 * fetched from the API too; else it is put beside the one contact with that external id or e-mail; else it is kept on its own.
 */
export async function mergeContactsCsv(archive: Archive, file: string): Promise<number> {
  let rows = 0;
  let batch: CsvRow[] = [];
  const flush = (): void => {
    const full = batch;
    batch = [];
    archive.together(() => full.forEach((row) => mergeRow(archive, row)));
  };
  try {
    for await (const row of rowsOf(file)) {
      rows += 1;
      if (batch.push(row) === 500) flush();
    }
    flush();
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    throw unreadable(file, cause);
  }
  return rows;
}

function mergeRow(archive: Archive, row: CsvRow): void {
  const ownId = ownIdOf(row);
  const id = driftIdOf(row) ?? knownContact(archive, row) ?? ownId;
  if (archive.isErased(id) || archive.isErased(ownId)) return;
  if (id === ownId && isOfErased(archive, row)) return;
  // Kept on its own by an earlier run, before there was a contact to stand beside.
  if (id !== ownId) archive.rows.remove('contacts', ownId);
  if (!archive.rows.has('contacts', id)) {
    archive.rows.put('contacts', { id });
    archive.rows.set('contacts', id, {
      email: field(row, 'email') ?? null,
      external_id: field(row, 'externalId') ?? null,
    });
  }
  const csv = JSON.stringify(row);
  const before = archive.rows.cell('contacts', id, 'csv');
  archive.rows.set('contacts', id, { csv });
  if (driftIdOf(row) === undefined) return;
  archive.work.ask('contact', id);
  // A later dump says something new: so may the API, whose lists tell nothing of a contact without a conversation.
  if (before !== null && before !== csv) archive.work.askAgain('contact', id);
}

function isOfErased({ tombstones }: Archive, row: CsvRow): boolean {
  const email = field(row, 'email');
  const externalId = field(row, 'externalId');
  return (
    (email !== undefined && tombstones.has('email', email)) ||
    (externalId !== undefined && tombstones.has('external_id', externalId))
  );
}

function driftIdOf(row: CsvRow): string | undefined {
  const id = field(row, 'id');
  return id !== undefined && /^\d+$/.test(id) ? id : undefined;
}

const ownIdOf = (row: CsvRow): string =>
  `csv-${createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 20)}`;

/** The one contact from the API with the external id of this row, or else with its e-mail. */
function knownContact({ database }: Archive, row: CsvRow): string | undefined {
  const only = (column: string, value: string | undefined, how = ''): string | undefined => {
    if (value === undefined) return undefined;
    const found = database
      .prepare(`SELECT id FROM contacts WHERE ${column} = ? ${how} AND id NOT LIKE 'csv-%' LIMIT 2`)
      .pluck()
      .all(value) as string[];
    return found.length === 1 ? found[0] : undefined;
  };
  return (
    only('external_id', field(row, 'externalId')) ??
    only('email', field(row, 'email')?.trim(), 'COLLATE NOCASE')
  );
}

const plain = (column: string): string => column.toLowerCase().replaceAll(/[^a-z]/g, '');

function field(row: CsvRow, name: keyof typeof NAMES): string | undefined {
  const wanted: readonly string[] = NAMES[name];
  const entry = Object.entries(row).find(([column, value]) => value !== '' && wanted.includes(plain(column)));
  return entry?.[1];
}
