// The REST client against bare fetch, JSON.parse and its peers. Exit code 1 if a budget is missed. `--quick` for a first look.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createClient } from '../../packages/api/dist/index.js';
import { publish, ratioRow } from '../rows.mjs';
import { inTurn, ratio, table } from '../statistics.mjs';
import { CONVERSATIONS, MESSAGES } from './pages.mjs';
import { peersAt } from './peers.mjs';

const quick = process.argv.includes('--quick');
const ROUNDS = quick ? 5 : 15;
const CALLS = quick ? 200 : 1_000;

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)} before it began.`,
);
const get = await benchGet();
const messages = await benchRead('a page of 50 messages', MESSAGES);
await benchRead('a page of 50 conversations', CONVERSATIONS);

publish([
  ratioRow(
    { id: 'api.get', what: 'a GET through the client, CPU', beside: 'bare fetch', budget: 1.3, limit: 1.5 },
    get,
  ),
  ratioRow(
    { id: 'api.read', what: 'reading a page of 50 messages', beside: 'JSON.parse', budget: 1.25, limit: 1.4 },
    messages,
  ),
]);

async function benchGet() {
  const server = spawn(process.execPath, [fileURLToPath(new URL('serve.mjs', import.meta.url))]);
  const [port] = await once(server.stdout, 'data');
  const baseUrl = `http://127.0.0.1:${String(port).trim()}`;
  const headers = { authorization: 'Bearer t', accept: 'application/json' };
  const subjects = {
    'bare fetch': async () => (await fetch(`${baseUrl}/contacts/1`, { headers })).json(),
    // The pacer lets 600 a minute leave.
    '@driftkit/api': withoutLimit(baseUrl),
    ...(await peersAt(baseUrl)),
  };
  const rounds = [];
  for (let round = 0; round < ROUNDS + 1; round++) {
    const result = {};
    for (const [name, call] of inTurn(subjects, round)) result[name] = { cpu: await cpuOf(call) };
    if (round > 0) rounds.push(result);
  }
  server.kill();
  console.log(`\nCPU ms per 1,000 GETs, and the ratio to bare fetch in the same round\n`);
  console.log(table(Object.keys(subjects), rounds, 'cpu', 'bare fetch', 1));
  return ratio(rounds, 'cpu', '@driftkit/api', 'bare fetch');
}

/** A new client after each 500 calls, so that none waits for a minute to pass. */
function withoutLimit(baseUrl) {
  let left = 0;
  let drift;
  return () => {
    if (left-- === 0) {
      drift = createClient({ accessToken: 't', baseUrl });
      left = 500;
    }
    return drift.contacts.get(1);
  };
}

async function cpuOf(call) {
  const before = process.cpuUsage();
  for (let count = 0; count < CALLS; count++) await call();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1_000 / CALLS) * 1_000;
}

async function benchRead(title, text) {
  const { parse } = await import('./parse.mjs');
  const subjects = { 'JSON.parse': JSON.parse, '@driftkit/api': parse };
  const rounds = [];
  for (let round = 0; round < ROUNDS * 4; round++) {
    const result = {};
    for (const [name, read] of inTurn(subjects, round)) {
      const started = performance.now();
      for (let count = 0; count < 100; count++) read(text);
      result[name] = { time: ((performance.now() - started) / 100) * 1_000 };
    }
    if (round > 5) rounds.push(result);
  }
  console.log(`\nµs to read ${title} (${(text.length / 1_000).toFixed(0)} kB)\n`);
  console.log(table(Object.keys(subjects), rounds, 'time', 'JSON.parse', 1));
  return ratio(rounds, 'time', '@driftkit/api', 'JSON.parse');
}
