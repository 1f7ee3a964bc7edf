// A webhook through toNodeHandler against a hand-written server that checks the token too. CPU of the server alone. `--quick` for a first look.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { publish, ratioRow } from '../rows.mjs';
import { inTurn, ratio, table } from '../statistics.mjs';

const ROUNDS = process.argv.includes('--quick') ? 3 : 15;
const REQUESTS = 2_000;
const CONNECTIONS = 10;
const TOKEN = 'EM00VfyJofNgMqeWMpUWDeW4qjFMZr';

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)} before it began.`,
);
const server = spawn(process.execPath, [fileURLToPath(new URL('receive.mjs', import.meta.url)), TOKEN]);
const [port] = await once(server.stdout, 'data');
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
let lastId = 1_000_000_000;

const rounds = [];
for (let round = 0; round < ROUNDS + 2; round++) {
  const result = {};
  const paths = { 'by hand': '/by-hand', '@driftkit/api': '/driftkit' };
  for (const [name, path] of inTurn(paths, round)) result[name] = { cpu: await cpuOf(path) };
  if (round > 1) rounds.push(result);
}
server.kill();
console.log('\nCPU ms of the server per 1,000 webhooks, and the ratio to one written by hand\n');
console.log(table(['by hand', '@driftkit/api'], rounds, 'cpu', 'by hand', 1));
publish([
  ratioRow(
    {
      id: 'api.webhook',
      what: 'a webhook received, CPU',
      beside: 'node:http by hand that checks the token alone',
    },
    ratio(rounds, 'cpu', '@driftkit/api', 'by hand'),
  ),
]);

async function cpuOf(path) {
  const before = Number(await ask('/cpu', 'GET'));
  let left = REQUESTS;
  const one = async () => {
    while (left-- > 0) await ask(path, 'POST', webhook());
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return (Number(await ask('/cpu', 'GET')) - before) / REQUESTS;
}

/** A message as a visitor writes it, each with an id of its own. */
function webhook() {
  const data = {
    id: ++lastId,
    orgId: 1,
    conversationId: 1230200520,
    body: 'Hello, do you deliver to Boston on Tuesdays?',
    type: 'chat',
    author: { type: 'contact', id: 11409060726, bot: false },
    createdAt: 1632349419751,
    attributes: {},
    context: { ip: '203.0.113.7', userAgent: 'Mozilla/5.0 (X11; Linux x86_64)', href: 'https://acme.com/a' },
  };
  return JSON.stringify({ type: 'new_message', token: TOKEN, orgId: 1, data });
}

function ask(path, method, body = '') {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-verification-token': TOKEN,
    };
    const options = { port: Number(String(port).trim()), path, method, agent, headers };
    const sent = request(options, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`${path}: ${response.statusCode}`)),
      );
    });
    sent.on('error', reject).end(body);
  });
}
