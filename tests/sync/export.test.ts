import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@driftkit/api';
import { createSandbox } from '@driftkit/sandbox';
import { exportArchive, verifyArchive } from '@driftkit/sync';
import type { ExportOptions } from '@driftkit/sync';
import { Database } from 'node-sqlite3-wasm';
import { parse } from 'papaparse';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

const CONVERSATIONS = 12;

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;
let sandbox: Sandbox;
let directory: string;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  sandbox.reset();
  directory = mkdtempSync(join(tmpdir(), 'driftkit-export-'));
  for (let at = 0; at < CONVERSATIONS; at += 1) {
    const email = `person${Math.floor(at / 2)}@acme.com`;
    const { id } = await drift().conversations.create({ email, message: { body: `hello ${at}` } });
    sandbox.conversations.reply(Number(id), 'How can I help?');
    sandbox.conversations.note(Number(id), 'a note for agents');
  }
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const drift = (options: object = {}) =>
  createClient({ accessToken: sandbox.accessToken, baseUrl: sandbox.apiUrl, ...options });
const bring = (options: Partial<ExportOptions> = {}) =>
  exportArchive({ client: drift(), directory, ...options });
const lines = (file: string): Record<string, unknown>[] =>
  readFileSync(join(directory, file), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

it('the archive holds what the API gives, field by field', async () => {
  const manifest = await bring({ transcripts: true, csv: true });
  expect(manifest).toMatchObject({ isComplete: true, failed: [], gone: [] });
  expect(verifyArchive(directory)).toMatchObject({ problems: [], warnings: [] });
  const conversations = lines('conversations.jsonl');
  expect(conversations).toHaveLength(CONVERSATIONS);
  for (const { id } of conversations.slice(0, 3)) {
    expect(conversations.find((row) => row['id'] === id)).toEqual(
      await drift().conversations.get(String(id)),
    );
    const messages = lines('messages.jsonl').filter((row) => row['conversationId'] === id);
    expect(messages).toEqual(await drift().conversations.messages(String(id)).toArray({ limit: Infinity }));
  }
  expect(lines('contacts.jsonl')).toHaveLength(CONVERSATIONS / 2);
  expect(lines('users.jsonl').length).toBeGreaterThan(0);
  expect(lines('transcripts.jsonl')).toHaveLength(CONVERSATIONS);
});

it('a second run after an answer of an agent brings that answer, and fetches no other conversation', async () => {
  await bring();
  const id = String(lines('conversations.jsonl')[0]?.['id']);
  sandbox.clock.advance(120_000);
  sandbox.conversations.reply(Number(id), 'One more thing');
  const paths: string[] = [];
  const client = drift({ onRequest: ({ path }: { path: string }) => paths.push(path) });
  await bring({ client });
  expect(paths.filter((path) => path.endsWith('/messages'))).toHaveLength(1);
  expect(JSON.stringify(lines('messages.jsonl'))).toContain('One more thing');
});

it('a contact that was deleted meanwhile leaves its conversations, and is gone or still there as Drift says', async () => {
  const contact = await drift().contacts.findByEmail('person0@acme.com').first();
  await drift().contacts.delete(contact?.id ?? '');
  const manifest = await bring();
  expect(manifest.isComplete).toBe(true);
  expect(manifest.tables.conversations.rows).toBe(CONVERSATIONS);
});

it('the archive opens in another SQLite and in another reader of CSV, and says the same in both', async () => {
  await bring({ csv: true });
  const database = new Database(join(directory, 'drift.sqlite'), { readOnly: true });
  const rows = database.all('SELECT id, email FROM contacts ORDER BY id');
  database.close();
  const { data } = parse<Record<string, string>>(readFileSync(join(directory, 'contacts.csv'), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  expect(data.map(({ id, email }) => ({ id, email })).sort(byId)).toEqual([...rows].sort(byId));
  expect(data).toHaveLength(CONVERSATIONS / 2);
});

const byId = (one: { id?: unknown }, two: { id?: unknown }): number =>
  String(one.id) < String(two.id) ? -1 : 1;
