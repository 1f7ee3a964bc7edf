import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDriftForTest, oddId, worldOf } from './drift-for-test';
import type { DriftForTest } from './drift-for-test';
import { exportArchive } from './export';

let directory: string;
let drift: DriftForTest;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'driftkit-hostile-'));
  drift = createDriftForTest(worldOf(3));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const bring = (options: { contactsCsv?: string } = {}): ReturnType<typeof exportArchive> =>
  exportArchive({ client: drift, directory, attachments: true, csv: true, ...options });

const read = (name: string): string => readFileSync(join(directory, name), 'utf8');

function query(sql: string): unknown[] {
  const database = new Libsql(join(directory, 'drift.sqlite'));
  try {
    return database.prepare(sql).raw().all();
  } finally {
    database.close();
  }
}

describe('what Drift may give', () => {
  it('a row without an id is kept as it came and counted as failed', async () => {
    drift.world.conversations.push({ status: 'open', updatedAt: 1 });
    drift.world.messages[oddId(2)]?.push({ body: 'no id' });
    const manifest = await bring();
    expect(manifest.isComplete).toBe(false);
    expect(manifest.failed.map(({ kind, code }) => `${kind}: ${code}`)).toEqual([
      'conversation: no_id',
      `message of conversation ${oddId(2)}: no_id`,
    ]);
    expect(query('SELECT raw FROM broken ORDER BY kind').flat()).toContain('{"body":"no id"}');
  });

  it('a conversation without a contact and a contact without an e-mail are rows like others', async () => {
    drift.world.conversations.push({ id: '5', status: 'bulk_sent', updatedAt: 5 });
    drift.world.messages['5'] = [];
    drift.world.contacts['500'] = { id: '500', attributes: {} };
    expect((await bring()).isComplete).toBe(true);
    expect(query("SELECT contact_id FROM conversations WHERE id = '5'")).toEqual([[null]]);
    expect(query("SELECT email FROM contacts WHERE id = '500'")).toEqual([[null]]);
  });

  it('a body with U+0000 keeps all its text in the column, and the character in raw', async () => {
    drift.world.messages[oddId(2)] = [{ id: '1', body: 'before\u0000after' }];
    await bring();
    expect(query("SELECT body FROM messages WHERE id = '1'")).toEqual([['beforeafter']]);
    expect(read('messages.jsonl')).toContain(String.raw`"before\u0000after"`);
  });

  it('an attachment is named by its id alone, whatever its name and its id are', async () => {
    const ids = ['7001', '../../escape', 'manifest.json'];
    drift.world.messages[oddId(2)] = [
      { id: '1', attachments: ids.map((id) => ({ id, fileName: '../../../etc/passwd' })) },
    ];
    for (const id of ids) drift.world.attachments[id] = Buffer.from(id);
    expect((await bring()).attachments).toMatchObject({ files: 3 });
    const names = readdirSync(join(directory, 'attachments'));
    expect(names).toHaveLength(3);
    expect(names.every((name) => name === '7001' || name.startsWith('sha256-'))).toBe(true);
    expect(existsSync(join(directory, '../escape'))).toBe(false);
  });

  it('an attachment whose file was removed is fetched again', async () => {
    drift.world.messages[oddId(2)] = [{ id: '1', attachments: [{ id: '7001', fileName: 'a.txt' }] }];
    drift.world.attachments['7001'] = Buffer.from('whole');
    await bring();
    rmSync(join(directory, 'attachments/7001'));
    expect((await bring()).isComplete).toBe(true);
    expect(read('attachments/7001')).toBe('whole');
  });

  it('a name that a spreadsheet would run as a formula begins with an apostrophe there, and nowhere else', async () => {
    const name = '=cmd|"/c calc"!A1';
    drift.world.contacts['500'] = { id: '500', attributes: { name } };
    await bring();
    const rows = parse(read('contacts.csv'), { columns: true }) as Record<string, string>[];
    expect(rows.find(({ id }) => id === '500')?.['name']).toBe(`'${name}`);
    expect(query("SELECT name FROM contacts WHERE id = '500'")).toEqual([[name]]);
  });
});

describe("Drift's own CSV dump of contacts", () => {
  const merge = async (csv: string): Promise<Record<string, unknown>[]> => {
    const file = join(directory, 'dump.csv');
    writeFileSync(file, csv);
    await bring({ contactsCsv: file });
    return read('contacts.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('a row with a contact id is fetched from the API too', async () => {
    drift.world.contacts['900'] = { id: '900', attributes: { email: 'quiet@acme.com' } };
    const contacts = await merge('Contact ID,Email,Plan\n900,quiet@acme.com,gold\n');
    expect(contacts).toContainEqual({
      id: '900',
      attributes: { email: 'quiet@acme.com' },
      csv: { 'Contact ID': '900', Email: 'quiet@acme.com', Plan: 'gold' },
    });
  });

  it('a row without an id stands beside the one contact with that e-mail, or on its own', async () => {
    const contacts = await merge('\uFEFFemail,plan\n500@acme.com,gold\nnobody@acme.com,free\n');
    expect(contacts.find(({ id }) => id === '500')).toMatchObject({ csv: { plan: 'gold' } });
    expect(contacts.filter(({ id }) => String(id).startsWith('csv-'))).toHaveLength(1);
  });

  it('is merged once, however often the export runs', async () => {
    await merge('email,plan\nnobody@acme.com,free\n');
    expect(await merge('email,plan\nnobody@acme.com,free\n')).toHaveLength(3);
  });

  it('loses no column where two have the same name', async () => {
    const file = join(directory, '../two-names.csv');
    writeFileSync(file, 'Email,Phone,Phone\nann@acme.com,111,222\n');
    await bring({ contactsCsv: file });
    rmSync(file);
    expect(read('contacts.jsonl')).toMatch(/111.*222/);
  });

  it('a file that is no dump of contacts is refused before anything is fetched', async () => {
    const file = join(directory, '../no-dump.csv');
    writeFileSync(file, 'a;b;c\n1;2;3\n');
    await expect(bring({ contactsCsv: file })).rejects.toThrow(/no column of a contact/);
    rmSync(file);
    expect(drift.calls).toEqual([]);
  });

  it('a file that is not there is named', async () => {
    await expect(bring({ contactsCsv: join(directory, 'missing.csv') })).rejects.toThrow(
      /missing\.csv cannot be read/,
    );
  });
});
