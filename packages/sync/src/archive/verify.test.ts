import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { START, createDriftForTest, worldOf } from '../export/drift-for-test';
import { exportArchive } from '../export/export';
import { openArchive } from './archive';
import { asArchiveError } from './archive-error';
import { writeAttachment } from './attachment-file';
import { eraseContact } from './erase';
import { verifyArchive } from './verify';

let directory: string;
const fileIn = (name: string): string => join(directory, name);

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'driftkit-verify-'));
  await exportArchive({ client: createDriftForTest(worldOf(5)), directory, csv: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const sql = (statement: string): void => {
  const database = new Libsql(fileIn('drift.sqlite'));
  database.exec(statement);
  database.close();
};

describe('verify', () => {
  it('finds no problem in an unchanged archive', () => {
    expect(verifyArchive(directory)).toMatchObject({ problems: [], warnings: [] });
  });

  it.each([
    [
      'a row missing from the database',
      () => sql('DELETE FROM messages WHERE rowid = 1'),
      /^messages: the database has/,
    ],
    [
      'a cell of raw data that was changed',
      () => sql(`UPDATE contacts SET raw = '{}' WHERE rowid = 1`),
      /^contacts: the database/,
    ],
    [
      'a column that is not what was answered',
      () => sql(`UPDATE contacts SET email = 'other@acme.com' WHERE id = '501'`),
      /^contacts: 1 rows have a column that is not what "raw" says, as email of 501/,
    ],
    [
      'an id that is not what was answered',
      () => sql(`UPDATE contacts SET id = '499' WHERE id = '500'`),
      /^contacts: 1 rows have a column that is not what "raw" says, as id of 499/,
    ],
    [
      'a changed JSONL file',
      () => appendFileSync(fileIn('messages.jsonl'), '{}\n'),
      /^messages\.jsonl was changed/,
    ],
    ['a missing JSONL file', () => rmSync(fileIn('users.jsonl')), /^users\.jsonl is missing/],
    [
      'a changed spreadsheet',
      () => appendFileSync(fileIn('contacts.csv'), 'x'),
      /^contacts\.csv was changed/,
    ],
    [
      'a file that belongs to no message',
      () => {
        mkdirSync(fileIn('attachments'), { recursive: true });
        writeFileSync(fileIn('attachments/1'), 'x');
      },
      /^attachments\/1 belongs to no message/,
    ],
  ])('finds %s', (_, spoil, problem) => {
    spoil();
    expect(verifyArchive(directory).problems).toEqual([expect.stringMatching(problem)]);
  });

  it.each([
    ['restore', () => sql('DELETE FROM messages WHERE rowid = 1')],
    ['export', () => rmSync(fileIn('messages.jsonl'))],
    ['export', () => sql(`UPDATE meta SET value = '{"number":2,"isOver":false}' WHERE key = 'run'`)],
    ['erase', () => sql("INSERT INTO tombstones VALUES ('a')")],
  ])('says what helps: %s', (cure, spoil) => {
    expect(verifyArchive(directory)).not.toHaveProperty('cure');
    spoil();
    expect(verifyArchive(directory).cure).toBe(cure);
  });

  it('says that the database is damaged where SQLite cannot read it', () => {
    sql('DROP TABLE broken');
    expect(() => verifyArchive(directory)).toThrow(/drift\.sqlite in .* is damaged.*Put back a copy/);
  });

  it('a run without --csv deletes spreadsheets of an earlier run, which would be out of date', async () => {
    await exportArchive({ client: createDriftForTest(worldOf(5)), directory });
    expect(readdirSync(directory).filter((name) => name.endsWith('.csv'))).toEqual([]);
    expect(verifyArchive(directory).problems).toEqual([]);
  });

  it('finds nothing wrong with contacts that come from a CSV dump alone', async () => {
    const file = fileIn('../verify-dump.csv');
    writeFileSync(file, 'email,external id\nann@acme.com,u-1\n');
    await exportArchive({ client: createDriftForTest(worldOf(5)), directory, contactsCsv: file });
    rmSync(file);
    expect(verifyArchive(directory).problems).toEqual([]);
  });

  it('finds a manifest that says less has failed, or that files are other ones', () => {
    sql("UPDATE work SET state = 'failed', code = 'forbidden' WHERE kind = 'contact'");
    sql("INSERT INTO attachments (id, raw, bytes, sha256) VALUES ('7', '{}', 1, 'x')");
    const { problems } = verifyArchive(directory);
    expect(problems).toContainEqual(
      expect.stringMatching(/^manifest\.json names 0 that failed, the database 3/),
    );
    expect(problems).toContainEqual(expect.stringMatching(/^manifest\.json has other attachments/));
  });

  it.each(['null', '{}', '[]', '{"tables":{}}', '{'])('refuses a manifest that is %s', (text) => {
    writeFileSync(fileIn('manifest.json'), text);
    expect(() => verifyArchive(directory)).toThrow(/manifest\.json is damaged.*again/);
  });

  it('makes and changes nothing, also where the database is missing', () => {
    const before = readdirSync(directory).map((name) => [name, statSync(fileIn(name)).mtimeMs]);
    verifyArchive(directory);
    expect(readdirSync(directory).map((name) => [name, statSync(fileIn(name)).mtimeMs])).toEqual(before);
    rmSync(fileIn('drift.sqlite'));
    expect(() => verifyArchive(directory)).toThrow(/has no drift\.sqlite/);
    expect(() => eraseContact(directory, '501')).toThrow(/has no drift\.sqlite/);
    expect(existsSync(fileIn('drift.sqlite'))).toBe(false);
  });

  it('warns, but does not fail, when the counts differ from the counts of Drift', () => {
    const manifest = JSON.parse(JSON.stringify(verifyArchive(directory).manifest)) as { drift: object };
    manifest.drift = { conversationCount: { OPEN: 9 } };
    writeFileSync(fileIn('manifest.json'), JSON.stringify(manifest));
    expect(verifyArchive(directory)).toMatchObject({
      problems: [],
      warnings: ['Drift counted 9 conversations OPEN, the archive has 5'],
    });
  });
});

it('compares no counts where the archive begins with --since, and says so', async () => {
  rmSync(directory, { recursive: true });
  await exportArchive({ client: createDriftForTest(worldOf(5)), directory, since: START + 1 });
  expect(verifyArchive(directory)).toMatchObject({
    problems: [],
    warnings: [expect.stringMatching(/has what changed since 2023-11-14T/) as string],
  });
});

describe('opening an archive', () => {
  it('refuses a folder that another export works in', () => {
    const first = openArchive(directory);
    try {
      expect(() => openArchive(directory)).toThrow(/Another export works in/);
    } finally {
      first.close();
    }
    openArchive(directory).close();
  });

  it('refuses a folder with other files, and changes neither the files nor the mode of the folder', () => {
    const other = mkdtempSync(join(tmpdir(), 'driftkit-other-'));
    mkdirSync(join(other, 'attachments'));
    writeFileSync(join(other, 'attachments/mine.txt'), 'mine');
    writeFileSync(join(other, 'notes.txt'), 'mine');
    chmodSync(other, 0o755);
    expect(() => openArchive(other)).toThrow(/is not empty.*Choose another folder/);
    expect(readdirSync(other)).toEqual(['attachments', 'notes.txt']);
    expect(statSync(other).mode & 0o777).toBe(0o755);
    rmSync(other, { recursive: true });
  });

  it('refuses attachments that are a link to another folder', () => {
    const other = mkdtempSync(join(tmpdir(), 'driftkit-other-'));
    symlinkSync(other, fileIn('attachments'));
    expect(() => openArchive(directory)).toThrow(/attachments is not a folder/);
    rmSync(other, { recursive: true });
  });

  it('says that no space is left where a write does not fit', () => {
    const archive = openArchive(directory);
    archive.database.exec('PRAGMA max_page_count = 1');
    const fill = (): void => archive.together(() => archive.meta.write('big', 'x'.repeat(1_000_000)));
    expect(fill).toThrow(/No space is left.*run the same command again/);
    archive.close();
  });

  it('refuses a database that is a link', () => {
    const other = mkdtempSync(join(tmpdir(), 'driftkit-other-'));
    writeFileSync(join(other, 'theirs'), '');
    chmodSync(join(other, 'theirs'), 0o644);
    symlinkSync(join(other, 'theirs'), join(other, 'drift.sqlite'));
    expect(() => openArchive(other)).toThrow(/drift\.sqlite is a link/);
    expect(statSync(join(other, 'theirs')).mode & 0o777).toBe(0o644);
    rmSync(other, { recursive: true });
  });

  it('keeps the journal of the database from others while an export runs', () => {
    const before = process.umask(0o022);
    const archive = openArchive(directory);
    try {
      archive.meta.write('x', 1);
      expect(statSync(fileIn('drift.sqlite-wal')).mode & 0o777).toBe(0o600);
    } finally {
      archive.close();
      process.umask(before);
    }
  });

  it.each([
    [{ code: 'SQLITE_IOERR_WRITE' }, 'unusable'],
    [{ code: 'EFBIG', errno: -27, syscall: 'write' }, 'unusable'],
    [{ code: 'EROFS', errno: -30, path: '/x' }, 'unusable'],
    [{ code: 'ENOSPC', errno: -28 }, 'no_space'],
    [{ code: 'SQLITE_CORRUPT_INDEX' }, 'damaged'],
  ])('says what to do where the disk refuses: %o', (error, code) => {
    const refusal = Object.assign(new Error('no'), error);
    expect(asArchiveError(refusal, 'folder')).toMatchObject({
      code,
      message: expect.stringContaining('folder') as string,
    });
  });

  it('follows no link where a file is written', () => {
    const target = fileIn('target');
    writeFileSync(target, 'mine');
    mkdirSync(fileIn('attachments'));
    symlinkSync(target, fileIn('attachments/7.partial'));
    symlinkSync(target, fileIn('attachments/7'));
    writeAttachment(fileIn('attachments'), '7', Buffer.from('theirs'));
    expect([readFileSync(target, 'utf8'), readFileSync(fileIn('attachments/7'), 'utf8')]).toEqual([
      'mine',
      'theirs',
    ]);
  });

  it.each([
    [
      'an archive of a newer version',
      () => sql('PRAGMA user_version = 9'),
      /newer driftkit \(it has format 9/,
    ],
    ['a database of somebody else', () => sql('PRAGMA application_id = 1'), /is not an archive of driftkit/],
    [
      'a file that is not a database',
      () => writeFileSync(fileIn('drift.sqlite'), 'x'.repeat(9_000)),
      /damaged or not a SQLite/,
    ],
  ])('refuses %s and says what to do', (_, spoil, message) => {
    spoil();
    expect(() => openArchive(directory)).toThrow(message);
  });
});
