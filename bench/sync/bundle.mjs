// What one changed conversation costs: calls to Drift, and CPU from its lease to its row in SQLite.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../packages/api/dist/index.js';
import { createSync, sqlDestination } from '../../packages/sync/dist/index.js';
import { publish } from '../rows.mjs';
import { median } from '../statistics.mjs';

const ROUNDS = 7;
/** Fewer calls than a minute of one client may have. */
const BUNDLES = 90;
const PAGE = 50;
const directory = mkdtempSync(join(tmpdir(), 'driftkit-bench-bundle-'));
const address = `sqlite:${join(directory, 'sync.db')}`;

/** Drift in memory: every conversation has so many messages. */
let messages = 20;
let calls = 0;
const answer = (value) => Promise.resolve(Response.json(value));
function fetchFromMemory(url) {
  calls += 1;
  const { pathname, searchParams } = new URL(url);
  const [, kind, id, part] = pathname.split('/');
  if (kind === 'users') return answer({ data: [{ id: 9, orgId: 1, name: 'Robot', bot: true }] });
  if (kind === 'contacts')
    return answer({ data: { id: Number(id), createdAt: 1, attributes: { email: 'ann@acme.com' } } });
  if (part !== 'messages')
    return answer({
      data: { id: Number(id), contactId: 500, status: 'open', participants: [9], updatedAt: Date.now() },
    });
  const from = Number(searchParams.get('next') ?? 0);
  const page = Array.from({ length: Math.min(PAGE, messages - from) }, (_, at) => ({
    id: Number(id) * 1_000 + from + at,
    conversationId: Number(id),
    author: { id: 500, type: 'contact', bot: false },
    type: 'chat',
    body: 'a message of some thirty words '.repeat(6),
    createdAt: at,
  }));
  const next = from + PAGE < messages ? { pagination: { more: true, next: String(from + PAGE) } } : {};
  return answer({ data: { messages: page }, ...next });
}

let clients = 0;
async function measure() {
  // A client of its own: the pacer of one would hold the bench to ten calls a second.
  const sync = createSync({
    client: createClient({ accessToken: `token-${(clients += 1)}`, fetch: fetchFromMemory }),
    store: address,
    destination: sqlDestination(address),
    orgId: '1',
  });
  const ids = Array.from({ length: BUNDLES }, (_, at) => String(at + 1));
  await Promise.all(
    ids.map((conversationId) =>
      sync.handle({
        type: 'conversation_push',
        orgId: '1',
        data: { source: 'bench', data: { conversationId } },
      }),
    ),
  );
  calls = 0;
  const before = process.cpuUsage();
  await sync.run({ once: true });
  const { user, system } = process.cpuUsage(before);
  const { waiting, failed, moreFailed } = await sync.status();
  const left = waiting + failed.length + moreFailed;
  if (left > 0) throw new Error(`${left} bundles were not written`);
  await sync.close();
  return { calls: calls / BUNDLES, cpu: (user + system) / 1_000 / BUNDLES };
}

const rows = [];
for (const count of [20, 120]) {
  messages = count;
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure());
  const cpu = rounds.map((each) => each.cpu).sort((a, b) => a - b);
  rows.push(
    {
      id: `sync.bundle.${count}.calls`,
      what: `a conversation of ${count} messages: calls to Drift`,
      unit: 'calls',
      value: Number(median(rounds.map((each) => each.calls)).toFixed(1)),
    },
    {
      id: `sync.bundle.${count}`,
      what: `a conversation of ${count} messages: CPU until it is kept`,
      unit: 'ms',
      value: Number(median(cpu).toFixed(2)),
      spread: [cpu[0], cpu.at(-1)].map((value) => Number(value.toFixed(2))),
    },
  );
}
publish(rows);
rmSync(directory, { recursive: true, force: true });
