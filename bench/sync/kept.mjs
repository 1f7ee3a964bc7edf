// A webhook that is kept in SQLite: CPU for each, beside a server written by hand that makes the same insert.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { createWebhookHandler } from '../../packages/api/dist/index.js';
import { toNodeHandler } from '../../packages/api/dist/node.js';
import { createSync } from '../../packages/sync/dist/index.js';
import { publish, ratioRow } from '../rows.mjs';
import { inTurn, ratio, table } from '../statistics.mjs';

const Libsql = createRequire(new URL('../../packages/sync/package.json', import.meta.url))('libsql');
const ROUNDS = 9;
/** Webhooks of a busy minute come together; at other times each comes alone. */
const TOGETHER = { events: 1_000, atOnce: 20 };
const ALONE = { events: 200, atOnce: 1 };
const TOKEN = 'verification-token';
const directory = mkdtempSync(join(tmpdir(), 'driftkit-bench-sync-'));

const sync = createSync({
  client: { conversations: { get() {} } },
  store: `sqlite:${join(directory, 'sync.db')}`,
  destination: { async upsertConversation() {}, async upsertContact() {}, async erase() {} },
  orgId: '1',
});
const driftkit = toNodeHandler(
  createWebhookHandler({ verificationToken: TOKEN, onEvent: (event) => sync.handle(event) }),
);

const database = new Libsql(join(directory, 'by-hand.db'));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
database.exec('CREATE TABLE changed (id TEXT PRIMARY KEY, at INTEGER)');
const insert = database.prepare(
  'INSERT INTO changed VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at',
);

function byHand(request, response) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const event = JSON.parse(Buffer.concat(chunks).toString());
    if (event.token !== TOKEN) return response.writeHead(401).end();
    insert.run(event.data.conversationId, Date.now());
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  });
}

const servers = {
  byHand: createServer(byHand),
  driftkit: createServer((...given) => void driftkit(...given)),
};
for (const server of Object.values(servers)) await once(server.listen(0, '127.0.0.1'), 'listening');

let id = 1;
function post(server) {
  const body = JSON.stringify({
    type: 'new_message',
    token: TOKEN,
    orgId: 1,
    data: {
      id: id++,
      conversationId: String(id % 500),
      author: { id: 9, type: 'user' },
      type: 'chat',
      body: 'hi',
    },
  });
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-verification-token': TOKEN };
    const request = send({ port: server.address().port, method: 'POST', headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
      response.resume().on('end', resolve);
    });
    request.on('error', reject).end(body);
  });
}

/** Microseconds of CPU for each webhook, the sender's included: it is the same for both. */
async function measure(server, { events, atOnce }) {
  const { user, system } = process.cpuUsage();
  for (let count = 0; count < events; count += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, () => post(server)));
  }
  const after = process.cpuUsage();
  return { cpu: (after.user + after.system - user - system) / events };
}

async function compare(how) {
  const rounds = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const results = {};
    for (const [name, server] of inTurn(servers, Math.max(0, round)))
      results[name] = await measure(server, how);
    if (round >= 0) rounds.push(results);
  }
  console.log(
    `a webhook kept in SQLite, ${how.atOnce} at once, µs of CPU each (sender included)\n${table(Object.keys(servers), rounds, 'cpu', 'byHand', 1)}`,
  );
  return ratio(rounds, 'cpu', 'driftkit', 'byHand');
}

const beside = 'node:http by hand with the same insert';
publish([
  ratioRow(
    { id: 'sync.kept', what: 'a webhook kept in SQLite, CPU, 20 at once', beside, budget: 1.25 },
    await compare(TOGETHER),
  ),
  ratioRow(
    {
      id: 'sync.kept.alone',
      what: 'a webhook kept in SQLite, CPU, one at a time',
      beside,
      budget: 1.25,
      limit: 2,
    },
    await compare(ALONE),
  ),
]);
for (const server of Object.values(servers)) server.close();
await sync.close();
database.close();
rmSync(directory, { recursive: true, force: true });
