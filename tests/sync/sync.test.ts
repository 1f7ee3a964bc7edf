import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, createWebhookHandler } from '@driftkit/api';
import { toNodeHandler } from '@driftkit/api/node';
import { createSandbox } from '@driftkit/sandbox';
import { createSync, sqlDestination } from '@driftkit/sync';
import type { Sync } from '@driftkit/sync';
import Libsql from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;
let sandbox: Sandbox;
let sync: Sync;
let directory: string;
let now: number;
/** Webhooks get lost. */
let isDeaf: boolean;
const server = createServer((request, response) => {
  const handler = createWebhookHandler({
    verificationToken: sandbox.verificationToken,
    onEvent: async (event) => {
      if (!isDeaf) await sync.handle(event);
    },
  });
  void toNodeHandler(handler)(request, response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  sandbox = await createSandbox({ webhooks: { requestUrl: `http://127.0.0.1:${port}/drift` } });
});
afterAll(async () => {
  await sandbox.close();
  server.close();
});
beforeEach(() => {
  sandbox.reset();
  isDeaf = false;
  directory = mkdtempSync(join(tmpdir(), 'driftkit-sync-'));
  now = Date.now();
  const address = `sqlite:${join(directory, 'sync.db')}`;
  sync = createSync({
    client: drift(),
    store: address,
    destination: sqlDestination(address),
    now: () => now,
  });
});
afterEach(async () => {
  await sync.close();
  rmSync(directory, { recursive: true, force: true });
});

const drift = () => createClient({ accessToken: sandbox.accessToken, baseUrl: sandbox.apiUrl });

/** Every webhook that is under way arrives, and all that waits is done. */
async function settle(): Promise<void> {
  await sandbox.webhooks.settled();
  now += 3_600_000;
  await sync.run({ once: true });
}

function query(sql: string): Record<string, unknown>[] {
  const database = new Libsql(join(directory, 'sync.db'));
  try {
    return database.prepare(sql).all() as Record<string, unknown>[];
  } finally {
    database.close();
  }
}

it('what is said in a chat reaches the table through a webhook, and a closed conversation is closed there', async () => {
  const { id } = await drift().conversations.create({
    email: 'ann@acme.com',
    message: { body: 'hi <b>there</b>' },
  });
  sandbox.conversations.reply(Number(id), 'Hello Ann');
  sandbox.conversations.note(Number(id), 'for agents alone');
  await settle();
  expect(query('SELECT id, status FROM drift_conversations')).toEqual([{ id, status: 'open' }]);
  expect(query('SELECT email FROM drift_contacts')).toEqual([{ email: 'ann@acme.com' }]);
  // Law 39: the customer's view.
  const seen = query(
    "SELECT text FROM drift_messages WHERE type = 'chat' ORDER BY created_at, length(id), id",
  );
  expect(seen.map(({ text }) => text)).toEqual(['hi there', 'Hello Ann']);
  sandbox.conversations.setStatus(Number(id), 'closed');
  await settle();
  expect(query('SELECT status FROM drift_conversations')).toEqual([{ status: 'closed' }]);
});

it('a sweep brings what no webhook told of', async () => {
  isDeaf = true;
  const { id } = await drift().conversations.create({ email: 'bob@acme.com', message: { body: 'lost' } });
  await sync.sweep();
  await settle();
  expect(query('SELECT id FROM drift_conversations')).toEqual([{ id }]);
});

it('a deletion for privacy erases the person here, and a sweep does not bring them back', async () => {
  await drift().conversations.create({ email: 'eve@acme.com', message: { body: 'forget me' } });
  await drift().conversations.create({ email: 'ann@acme.com', message: { body: 'keep me' } });
  await settle();
  await drift().gdpr.delete('eve@acme.com');
  await settle();
  now += 3_600_000;
  await sync.sweep();
  await settle();
  expect(query('SELECT email FROM drift_contacts')).toEqual([{ email: 'ann@acme.com' }]);
  expect(query('SELECT text FROM drift_messages').map(({ text }) => text)).toEqual(['keep me']);
});
