import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DriftApiError, START, createDriftForTest, oddId, worldOf } from '../export/drift-for-test';
import type { DriftForTest } from '../export/drift-for-test';
import { exportArchive } from '../export/export';
import { eraseContact } from './erase';
import { verifyArchive } from './verify';

let directory: string;
let drift: DriftForTest;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'driftkit-erase-'));
  drift = createDriftForTest(worldOf(6));
  // Contact 501 wrote a message, with a file, in a conversation of contact 500.
  drift.world.messages[oddId(1)]?.push({
    id: '99001',
    conversationId: oddId(1),
    body: 'I am 501@acme.com',
    author: { type: 'contact', id: '501' },
    attachments: [{ id: '7001', fileName: '../../secret.txt', mimeType: 'text/plain' }],
  });
  drift.world.attachments['7001'] = Buffer.from('written by 501');
  await exportArchive({ client: drift, directory, attachments: true, csv: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const everything = (): string =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

describe('erasing a contact from an archive', () => {
  it('leaves no trace of the person in any file, the database included', () => {
    expect(everything()).toContain('501@acme.com');
    const { erased } = eraseContact(directory, '501');
    expect(erased).toMatchObject({ contacts: 1, conversations: 2, attachments: 1 });
    expect(everything()).not.toMatch(/501@acme\.com|written by 501/);
    expect(existsSync(join(directory, 'attachments/7001'))).toBe(false);
  });

  it('takes an e-mail for every contact that has it', async () => {
    drift.world.contacts['502'] = { id: '502', attributes: { email: '501@ACME.com' } };
    rmSync(directory, { recursive: true });
    await exportArchive({ client: drift, directory });
    expect(eraseContact(directory, '501@acme.com').erased).toMatchObject({ contacts: 2, conversations: 4 });
    expect(verifyArchive(directory)).toMatchObject({ problems: [], manifest: { erased: 2 } });
    expect(eraseContact(directory, 'nobody@acme.com').erased).toMatchObject({ contacts: 0 });
    expect(verifyArchive(directory).manifest.erased).toBe(2);
  });

  it('keeps what others said and is known to verify', () => {
    eraseContact(directory, '501');
    const { manifest, problems } = verifyArchive(directory);
    expect(problems).toEqual([]);
    expect(manifest).toMatchObject({
      erased: 1,
      tables: { conversations: { rows: 4 }, contacts: { rows: 2 } },
    });
  });

  it('an erasure is not undone by a later export, even when the person writes again', async () => {
    eraseContact(directory, '501');
    for (const conversation of drift.world.conversations) {
      Object.assign(conversation, { updatedAt: (conversation['updatedAt'] as number) + 9_000_000 });
    }
    await exportArchive({ client: drift, directory, attachments: true, csv: true });
    expect(everything()).not.toContain('501@acme.com');
    expect(verifyArchive(directory).manifest.tables.conversations.rows).toBe(4);
  });

  it('takes transcripts with what the person said elsewhere, and no later export brings them back', async () => {
    const theirs = [oddId(1), oddId(2), oddId(3)];
    drift.conversations.transcript = async (id) =>
      theirs.includes(id) ? 'Jan 1 ann: I am 501@acme.com' : 'of others';
    await exportArchive({ client: drift, directory, transcripts: true });
    eraseContact(directory, '501');
    expect(everything()).not.toContain('501@acme.com');
    for (const conversation of drift.world.conversations) {
      Object.assign(conversation, { updatedAt: (conversation['updatedAt'] as number) + 9_000_000 });
    }
    await exportArchive({ client: drift, directory, transcripts: true });
    expect(everything()).not.toContain('501@acme.com');
    expect(everything()).toContain('of others');
  });

  it('takes what came without an id too, and no later export brings it back', async () => {
    const nameless = { body: 'I am 501@acme.com', author: { type: 'contact', id: '501' } };
    drift.world.messages[oddId(1)]?.push(nameless);
    drift.world.messages[oddId(3)]?.push({
      body: 'write to 501@acme.com',
      author: { type: 'user', id: '9' },
    });
    const touch = (by: number): void => {
      for (const conversation of drift.world.conversations) {
        Object.assign(conversation, { updatedAt: (conversation['updatedAt'] as number) + by });
      }
    };
    touch(9_000_000);
    await exportArchive({ client: drift, directory });
    eraseContact(directory, '501');
    expect(everything()).not.toContain('501@acme.com');
    touch(9_000_000);
    await exportArchive({ client: drift, directory });
    expect(everything()).not.toContain('501@acme.com');
  });

  it('an erasure is not undone by a list of conversations without contacts', async () => {
    eraseContact(directory, '501');
    drift.world.conversations.push({ id: oddId(7), contactId: '501', status: 'open', updatedAt: START });
    drift.world.messages[oddId(7)] = [
      { id: '7', body: 'a word of the bot to 501', author: { type: 'user' } },
    ];
    const { get } = drift.conversations;
    const contactOf = new Map(drift.world.conversations.map((item) => [item['id'], item['contactId']]));
    drift.conversations.get = async (id, call) => ({
      ...(await get(id, call)),
      contactId: contactOf.get(id),
    });
    for (const conversation of drift.world.conversations) {
      const updatedAt = (conversation['updatedAt'] as number) + 9_000_000;
      Object.assign(conversation, { updatedAt, contactId: undefined });
    }
    await exportArchive({ client: drift, directory, transcripts: true });
    expect(verifyArchive(directory).manifest.tables).toMatchObject({
      conversations: { rows: 4 },
      // Of conversation 1 there is none, since the person wrote there.
      transcripts: { rows: 3 },
    });
    expect(everything()).not.toMatch(new RegExp(`${oddId(2)}|${oddId(7)}|to 501`));
  });

  it('an erasure is not undone by a CSV dump that names the person by e-mail or external id', async () => {
    drift.world.contacts['501'] = {
      id: '501',
      attributes: { email: '501@acme.com', externalId: 'user-501' },
    };
    rmSync(directory, { recursive: true });
    await exportArchive({ client: drift, directory });
    eraseContact(directory, '501');
    const file = `${directory}.csv`;
    writeFileSync(file, 'Email,External Id,Seen\n501@ACME.com,,May\n,user-501,May\n502@acme.com,,May\n');
    await exportArchive({ client: drift, directory, contactsCsv: file });
    rmSync(file);
    expect(everything()).not.toMatch(/501@acme\.com|user-501/i);
    expect(verifyArchive(directory).manifest).toMatchObject({ erased: 1, tables: { contacts: { rows: 2 } } });
  });

  it('goes on when it was cut off between the rows and the files', () => {
    const manifest = readFileSync(join(directory, 'manifest.json'));
    eraseContact(directory, '501');
    expect(manifest.equals(readFileSync(join(directory, 'manifest.json')))).toBe(false);
    eraseContact(directory, '501');
    expect(verifyArchive(directory)).toMatchObject({ problems: [], manifest: { erased: 1 } });
  });

  it('lets no transcript in that a later run asks for first, where the person wrote', async () => {
    eraseContact(directory, '501');
    drift.conversations.transcript = async (id) =>
      id === oddId(1) ? 'Jan 1 ann: I am 501@acme.com' : 'of others';
    await exportArchive({ client: drift, directory, transcripts: true });
    expect(everything()).toContain('of others');
    expect(everything()).not.toContain('501@acme.com');
  });

  it('calls no archive complete whose later export was cut off', async () => {
    Object.assign(drift.world.conversations[0] as object, { updatedAt: START + 9_000_000 });
    drift.before = (call) => {
      if (call.startsWith('messages')) throw new DriftApiError('unauthorized');
    };
    await expect(exportArchive({ client: drift, directory })).rejects.toThrow(/refused/);
    expect(eraseContact(directory, '501').manifest.isComplete).toBe(false);
    expect(verifyArchive(directory)).toMatchObject({ cure: 'export' });
  });

  it('needs a finished archive', () => {
    rmSync(join(directory, 'manifest.json'));
    expect(() => eraseContact(directory, '501')).toThrow(/has no manifest\.json.*again/);
  });
});
