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

describe('bad data from Drift', () => {
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

  it('a row without an id is asked for again in the next run, and no longer failed once Drift has mended it', async () => {
    const message = { body: 'no id', attachments: [{ fileName: 'a.txt' }] };
    // The last of all in the list: no walk from the head comes so far.
    const conversation = { status: 'open', updatedAt: 1 };
    drift.world.conversations.push(conversation);
    drift.world.messages[oddId(2)]?.push(message, { id: '77', attachments: [{ fileName: 'b.txt' }] });
    drift.world.messages['6'] = [];
    const users = drift.users.list;
    drift.users.list = (call) => ({
      ...users(call),
      toArray: async () => [{ name: 'no id' }],
    });
    expect((await bring()).failed).toHaveLength(4);
    expect((await bring()).failed).toHaveLength(4);
    Object.assign(conversation, { id: '6' });
    Object.assign(message, { id: '76', attachments: [] });
    drift.world.messages[oddId(2)]?.splice(-1, 1, { id: '77', attachments: [{ id: '7002' }] });
    drift.world.attachments['7002'] = Buffer.from('b');
    drift.users.list = users;
    expect(await bring()).toMatchObject({ isComplete: true, failed: [] });
    expect(query("SELECT count(*) FROM conversations WHERE id = '6'")).toEqual([[1]]);
    expect(query("SELECT count(*) FROM messages WHERE id IN ('76', '77')")).toEqual([[2]]);
    drift.calls.length = 0;
    await bring();
    expect(drift.calls.filter((call) => call.startsWith('messages'))).toEqual([]);
  });

  it('a time that is not a whole number of milliseconds, or is too large, affects only the order', async () => {
    for (const [at, updatedAt] of [1.5, 1e300, '2026', null].entries()) {
      drift.world.conversations.push({ id: String(10 + at), status: 'open', updatedAt });
      drift.world.messages[String(10 + at)] = [];
    }
    expect(await bring()).toMatchObject({ isComplete: true, tables: { conversations: { rows: 7 } } });
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

  it('a spreadsheet has times in UTC, and the text of a message beside its HTML', async () => {
    const body = '<p>Tom &amp; Zoë<br>&lt;3</p>';
    drift.world.messages[oddId(2)] = [
      { id: '1', body, createdAt: Date.UTC(2026, 0, 31, 8, 5) },
      { id: '2', createdAt: 9e15 },
    ];
    await bring();
    const rows = parse(read('messages.csv'), { columns: true, bom: true }) as Record<string, string>[];
    expect(rows.find(({ id }) => id === '1')).toMatchObject({
      body,
      text: 'Tom & Zoë\n<3',
      created_at: '2026-01-31 08:05:00',
    });
    expect(rows.find(({ id }) => id === '2')).toMatchObject({
      body: '',
      text: '',
      created_at: '9000000000000000',
    });
  });

  it('a spreadsheet is told that it is UTF-8', async () => {
    drift.world.contacts['500'] = { id: '500', attributes: { name: 'Zoë' } };
    await bring();
    expect(read('contacts.csv')).toMatch(/^\uFEFFid,/);
    expect(read('contacts.csv')).toContain('Zoë');
  });

  it('a name that a spreadsheet would run as a formula begins with an apostrophe there, and nowhere else', async () => {
    const name = '=cmd|"/c calc"!A1';
    drift.world.contacts['500'] = { id: '500', attributes: { name } };
    await bring();
    const rows = parse(read('contacts.csv'), { columns: true, bom: true }) as Record<string, string>[];
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

  it('a CSV dump is merged once, however often the export runs', async () => {
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

  it('loses no cell that stands beyond the last name of the first line', async () => {
    const contacts = await merge('email,plan\nann@acme.com,free,surplus\n');
    expect(contacts.map(({ csv }) => csv)).toContainEqual({
      email: 'ann@acme.com',
      plan: 'free',
      '(column 3)': 'surplus',
    });
  });

  it('finds a contact by its e-mail in any case', async () => {
    const contacts = await merge('email,plan\n 500@ACME.com ,gold\n');
    expect(contacts.find(({ id }) => id === '500')).toMatchObject({ csv: { plan: 'gold' } });
    expect(contacts).toHaveLength(2);
  });

  it('a row stands on its own where two contacts have its e-mail', async () => {
    drift.world.contacts['501'] = { id: '501', attributes: { email: '500@acme.com' } };
    const contacts = await merge('email,plan\n500@acme.com,gold\n');
    expect(contacts.filter(({ csv }) => csv !== undefined).map(({ id }) => id)).toEqual([
      expect.stringMatching(/^csv-/),
    ]);
  });

  it('fetches a contact again only where a later dump says something else of it', async () => {
    drift.world.contacts['900'] = { id: '900', attributes: { plan: 'gold' } };
    await merge('Contact ID,Plan\n900,gold\n');
    Object.assign(drift.world.contacts['900'], { attributes: { plan: 'free' } });
    drift.calls.length = 0;
    await merge('Contact ID,Plan\n900,gold\n');
    expect(drift.calls).not.toContain('contact 900');
    const contacts = await merge('Contact ID,Plan\n900,free\n');
    expect(contacts.find(({ id }) => id === '900')).toMatchObject({ attributes: { plan: 'free' } });
  });

  it('an empty file is refused', async () => {
    await expect(merge('')).rejects.toThrow(/the file is empty/);
  });

  it('a file that is not a CSV dump of contacts is refused before anything is fetched', async () => {
    const file = join(directory, '../no-dump.csv');
    writeFileSync(file, 'a;b;c\n1;2;3\n');
    await expect(bring({ contactsCsv: file })).rejects.toThrow(/no column for a contact/);
    rmSync(file);
    expect(drift.calls).toEqual([]);
  });

  it('a file that is broken further down is refused before anything is fetched', async () => {
    await expect(merge('email,note\nann@acme.com,"never closed\n')).rejects.toThrow(/Quote Not Closed/);
    expect(drift.calls).toEqual([]);
  });

  it('a missing file is named in the error', async () => {
    await expect(bring({ contactsCsv: join(directory, 'missing.csv') })).rejects.toThrow(
      /missing\.csv could not be read/,
    );
  });
});
