import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDriftForTest, worldOf } from '../export/drift-for-test';
import { exportArchive } from '../export/export';
import { openArchive } from './archive';
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
  it('finds nothing wrong with an archive as it was written', () => {
    expect(verifyArchive(directory)).toMatchObject({ problems: [], warnings: [] });
  });

  it.each([
    [
      'a row that is gone from the database',
      () => sql('DELETE FROM messages WHERE rowid = 1'),
      /^messages: the database has/,
    ],
    [
      'a cell of raw data that was changed',
      () => sql(`UPDATE contacts SET raw = '{}' WHERE rowid = 1`),
      /^contacts: the database/,
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

  it('warns of a difference to what Drift counted, which is no proof of a loss', () => {
    const manifest = JSON.parse(JSON.stringify(verifyArchive(directory).manifest)) as { drift: object };
    manifest.drift = { conversationCount: { OPEN: 9 } };
    writeFileSync(fileIn('manifest.json'), JSON.stringify(manifest));
    expect(verifyArchive(directory)).toMatchObject({
      problems: [],
      warnings: ['Drift counted 9 conversations OPEN, the archive has 5'],
    });
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

  it.each([
    [
      'an archive of a newer version',
      () => sql('PRAGMA user_version = 9'),
      /newer driftkit \(it has format 9/,
    ],
    ['a database of somebody else', () => sql('PRAGMA application_id = 1'), /is not an archive of driftkit/],
    [
      'a file that is no database',
      () => writeFileSync(fileIn('drift.sqlite'), 'x'.repeat(9_000)),
      /damaged or not a SQLite/,
    ],
  ])('refuses %s and says what to do', (_, spoil, message) => {
    spoil();
    expect(() => openArchive(directory)).toThrow(message);
  });
});
