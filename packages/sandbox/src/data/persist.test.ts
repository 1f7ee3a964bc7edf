import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SandboxOptions } from '../settings/options';
import type { World } from '../stores/world';
import { createWorld } from '../stores/create-world';
import { erase } from '../rules/erase-person';
import { reply, say } from '../visitor/chat';
import { track } from '../visitor/activity';
import type { Persistence } from './persist';
import { persist } from './persist';

let directory: string;
let open: Persistence[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sandbox-data-'));
  open = [];
});
afterEach(() => {
  for (const persistence of open) persistence.close();
  rmSync(directory, { recursive: true });
});

/** A run that begins in the directory; the one before it must have ended. */
async function run(options: SandboxOptions = {}): Promise<World & Persistence> {
  const world = createWorld({ signedIdentities: 'disabled', ...options });
  const persistence = await persist(world, directory, options);
  let isOpen = true;
  const close = (): void => {
    if (isOpen) persistence.close();
    isOpen = false;
  };
  open.push({ ...persistence, close });
  return { ...world, ...persistence, close };
}

const file = (): string => join(directory, 'sandbox.db');
function alter(statements: string): void {
  const database = new Libsql(file());
  database.exec(statements);
  database.close();
}

test('apps, grants and deliveries survive a restart, and old records raise no event', async () => {
  const before = await run();
  const { id, clientId } = before.apps.create({
    requestUrl: 'http://127.0.0.1:1/',
    redirectUri: 'http://a.example/',
  });
  before.apps.update(id, { events: ['new_message', 'new_conversation', 'contact_updated'] });
  const grant = before.grants.exchange(id, before.grants.issueCode({ id, scopes: [] }, ''), undefined);
  before.webhooks.begin();
  const session = before.sessions.open('aid-1', before.browsers.visit('aid-1').id);
  const { conversation } = say(before, session, { conversationId: null, text: 'Hello' });
  await before.webhooks.settled();
  const { seq = 0 } = before.ledger.entries({ type: 'webhook', event: 'new_message' })[0] ?? {};
  before.webhooks.close();
  before.close();

  const after = await run();
  after.webhooks.begin();
  expect(after.apps.get(id)?.clientId).toBe(clientId);
  expect(after.grants.refresh(id, grant.refreshToken).id).toBe(grant.id);
  after.conversations.touch(conversation.id);
  expect(after.ledger.entries({ type: 'webhook' })).toHaveLength(2);
  after.webhooks.sendAgain(seq);
  await after.webhooks.settled();
  expect(after.ledger.entries({ type: 'webhook' }).at(-1)).toMatchObject({ event: 'new_message', appId: id });
  after.webhooks.close();
});

test('everything a sandbox knows is there again in the next run, as it was', async () => {
  const before = await run();
  expect(before.isNew).toBe(true);
  const session = before.sessions.open('aid-1', before.browsers.visit('aid-1').id);
  before.sessions.turnOver(session, before.browsers.associate('aid-1', 'user_1', 'identify').id);
  track(before, session, 'Signed up', { plan: 'pro' });
  const { conversation } = say(before, session, { conversationId: null, text: 'Hello' });
  reply(before, conversation.id, 'Hi');
  before.settings.set({ signedIdentities: 'enabled', cookieDomains: ['.acme.com'] });
  before.faults.set({ script: { slow: 50 } });
  const [state, entries] = [before.state(''), before.ledger.entries()];
  before.close();

  const after = await run();
  expect(after.isNew).toBe(false);
  expect(after.state('')).toEqual(state);
  expect(after.ledger.entries()).toEqual(entries);
  expect(after.sessions.get(session.token)).toEqual(session);
  track(after, session, 'Later', {});
  expect(after.ledger.lastSeq).toBe(state.lastSeq + 1);
});

test('what this run was started with in so many words comes before what was switched', async () => {
  const before = await run();
  before.settings.set({ signedIdentities: 'enabled', assumptions: { unload: false } });
  before.close();
  const after = await run({ signedIdentities: 'required' });
  expect(after.settings.current).toMatchObject({
    signedIdentities: 'required',
    assumptions: { unload: false },
  });
});

test('reset empties the disk too, and the count goes on', async () => {
  const before = await run();
  before.browsers.visit('aid-1');
  before.ledger.append({ type: 'ready', aid: 'aid-1', contactId: 1, externalId: null });
  before.clear();
  before.close();
  const after = await run();
  expect([after.contacts.list(), after.ledger.entries(), after.ledger.lastSeq]).toEqual([[], [], 1]);
});

test('what the ledger dropped is dropped on the disk, and still counted', async () => {
  const before = await run({ ledgerLimit: 3 });
  for (let count = 0; count < 5; count++) {
    before.ledger.append({ type: 'ready', aid: 'aid-1', contactId: 1, externalId: null });
  }
  before.close();
  const after = await run({ ledgerLimit: 100 });
  expect(after.ledger.entries().map(({ seq }) => seq)).toEqual([3, 4, 5]);
  expect([after.ledger.dropped, after.ledger.oldestSeq]).toEqual([2, 3]);
});

test('a directory that another sandbox uses is refused', async () => {
  const first = await run();
  await expect(run()).rejects.toThrow(`data: another sandbox is using ${directory}. Stop it`);
  first.close();
  await run();
});

test('a file that is not a database is named in the error, and not changed', async () => {
  writeFileSync(file(), 'Dear diary, '.repeat(400));
  await expect(run()).rejects.toThrow(`data: ${file()} is damaged, or not a database`);
});

test('a database of another program is refused', async () => {
  alter('CREATE TABLE diary (day TEXT)');
  await expect(run()).rejects.toThrow(`${file()} is the database of another program. Move it away`);
});

test('a file of a newer sandbox is refused', async () => {
  (await run()).close();
  alter('PRAGMA user_version = 2');
  await expect(run()).rejects.toThrow(
    'written by a newer @driftkit/sandbox (its schema is 2, this one knows 1). Move it away',
  );
});

test('a record that cannot be read is refused, and the next try finds the directory free', async () => {
  const before = await run();
  before.browsers.visit('aid-1');
  before.close();
  alter(`UPDATE records SET record = '{' WHERE kind = 'contact'`);
  await expect(run()).rejects.toThrow(`data: ${file()} is damaged`);
  alter(`DELETE FROM records`);
  await run();
});

test('a directory that cannot be made is refused by name', async () => {
  const taken = join(directory, 'a-file');
  writeFileSync(taken, '');
  await expect(persist(createWorld(), taken, {})).rejects.toThrow(
    `data: ${JSON.stringify(taken)} cannot be used as a directory (EEXIST).`,
  );
});

test('what the REST half keeps is there again: apps with their tokens, users, accounts, files, notes, and what was erased', async () => {
  const seed = { generate: { conversations: 10 } };
  const before = await run({ seed });
  before.assemble();
  const app = before.apps.create({ name: 'Reader', scopes: ['contact_read'] });
  before.users.update(101, { availability: 'OFFLINE' });
  const account = before.accounts.create({ ownerId: 101, domain: 'acme.example' });
  const attachment = before.attachments.add({ fileName: 'a.txt', mimeType: 'text/plain', base64: 'YQ==' });
  reply(before, 1_000_000_001, 'A note', undefined, 'private_note');
  before.conversations.setStatus(1_000_000_001, 'closed');
  erase(before, 'person2@generated.example');
  const [conversations, apps] = [before.conversations.list(), before.apps.list()];
  before.close();

  const after = await run({ seed });
  after.assemble();
  expect(after.apps.list()).toEqual(apps);
  expect(after.apps.byToken(app.token?.value ?? '')?.id).toBe(app.id);
  expect(after.users.get(101)?.availability).toBe('OFFLINE');
  expect(after.accounts.byDomain('acme.example')).toEqual(account);
  expect(after.attachments.get(attachment.id)).toEqual(attachment);
  expect(after.conversations.list()).toEqual(conversations);
  expect(after.contacts.get(1_000_000_003)).toBeUndefined();
  expect(after.conversations.ofContact(1_000_000_003)).toEqual([]);
});
