// Many clients of the REST API at once, and a large world listed to its end:
// node --expose-gc bench/sandbox/rest-load.mjs [clients] [seconds] [conversations]
// Exits with 1 when anything that was acknowledged is lost, a row is listed twice or not at all, or memory grows with the rows.
import { createSandbox } from '@driftkit/sandbox';

if (!globalThis.gc) throw new Error('Run it with node --expose-gc.');
const [clients = 200, seconds = 60, conversations = 1_000_000] = process.argv.slice(2).map(Number);
// What V8 needs for itself between two collections is no growth.
const ALLOWED_GROWTH = 1.15;
const problems = [];

const megabytes = () => {
  globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

/** A client of this sandbox: resolves with the body, and rejects with what was answered instead. */
function clientOf({ apiUrl, accessToken }) {
  return async (method, path, body) => {
    const response = await fetch(apiUrl + path, {
      method,
      headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.ok) return response.json();
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  };
}

/** Lists and posts in turn until the time is over; answers the ids of what was acknowledged. */
async function work(call, name, end) {
  const { id } = await call('POST', '/conversations/new', {
    email: `${name}@load.example`,
    message: { body: 'First' },
  });
  const written = [];
  while (performance.now() < end) {
    await call('GET', '/conversations/list?limit=50');
    const { data } = await call('POST', `/conversations/${id}/messages`, {
      type: 'chat',
      body: `${name} ${written.length}`,
    });
    written.push(data.id);
  }
  return { id, written };
}

async function load() {
  const sandbox = await createSandbox({ assumptions: { rateLimit: 'none' } });
  const call = clientOf(sandbox);
  const end = performance.now() + seconds * 1000;
  const results = await Promise.all(
    Array.from({ length: clients }, (_, index) => work(call, `client${index}`, end)),
  );
  for (const { id, written } of results) {
    const messages = sandbox.conversations.get(id).messages;
    const kept = new Set(messages.map((message) => message.id));
    const lost = written.filter((one) => !kept.has(one));
    if (lost.length > 0 || messages.length !== written.length + 1)
      problems.push(
        `conversation ${id}: ${lost.length} lost, ${messages.length} of ${written.length + 1} kept`,
      );
  }
  const writes = results.reduce((sum, { written }) => sum + written.length, 0);
  const rate = Math.round((2 * writes + clients) / seconds);
  console.log(
    `${clients} clients, ${seconds} s: ${2 * writes + clients} requests, ${rate}/s, ${writes} messages written`,
  );
  await sandbox.close();
}

async function listAll() {
  const sandbox = await createSandbox({
    assumptions: { rateLimit: 'none', conversationsLimit: '100' },
    ledgerLimit: 1000,
    seed: { generate: { conversations, seed: 7 } },
  });
  const call = clientOf(sandbox);
  const heap = [];
  const pages = Math.ceil(conversations / 100);
  const started = performance.now();
  let [rows, last, query] = [0, Infinity, '?limit=100'];
  for (let page = 0; query !== undefined; page++) {
    const { data, links } = await call('GET', `/conversations/list${query}`);
    for (const { id, updatedAt } of data) {
      rows += 1;
      // Later rows were never updated later, nor at once with a higher id before.
      if (updatedAt > last) problems.push(`row ${rows} (${id}) is out of order`);
      last = updatedAt;
    }
    query = links.next && new URL(links.next).search;
    if (page % Math.ceil(pages / 10) === 0) heap.push(megabytes());
  }
  if (rows !== conversations) problems.push(`${rows} rows were listed of ${conversations}`);
  const growth = heap.at(-1) / heap[1];
  if (growth > ALLOWED_GROWTH) problems.push(`the heap grew by the factor ${growth.toFixed(2)}`);
  console.log(
    `${rows} rows in ${((performance.now() - started) / 1000).toFixed(1)} s; heap in MB: ${heap.map((one) => one.toFixed(1)).join(' ')}`,
  );
  await sandbox.close();
}

await load();
await listAll();
console.log(
  problems.length === 0 ? 'nothing lost, nothing twice, no growth' : problems.slice(0, 20).join('\n'),
);
process.exitCode = problems.length === 0 ? 0 : 1;
