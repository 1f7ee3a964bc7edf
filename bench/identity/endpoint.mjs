// What each server answers in servers/, each in a process of its own, taken in turns.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { load } from './packages.mjs';
import { inTurn, ratio, table } from '../statistics.mjs';

const SERVERS = {
  'node:http, signs nothing': 'nothing',
  'node:http + jose CompactSign': 'jose',
  'node:http + createHmac': 'by-hand',
  driftkit: 'driftkit',
  'driftkit, getUser reads a cookie': 'driftkit-cookie',
  'driftkit, naive adapter': 'naive',
};

async function start(file) {
  const child = fork(new URL(`./servers/${file}.mjs`, import.meta.url), { execArgv: [] });
  const [{ port }] = await once(child, 'message');
  const cpu = async () => {
    child.send('cpu');
    return (await once(child, 'message'))[0].cpu;
  };
  return { url: `http://127.0.0.1:${port}/api/drift-identity`, cpu, stop: () => child.disconnect() };
}

async function measure(autocannon, { url, cpu }, seconds) {
  const cpuBefore = await cpu();
  const result = await autocannon({ url, connections: 50, duration: seconds, headers: { cookie: 'sid=1' } });
  if (result.non2xx + result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors`);
  }
  return { rate: result.requests.average, cpu: ((await cpu()) - cpuBefore) / result.requests.total };
}

async function bench(servers, { rounds, seconds }) {
  const { default: autocannon } = await load('autocannon');
  for (const server of Object.values(servers)) await measure(autocannon, server, 1);
  const found = [];
  for (let i = 0; i < rounds; i += 1) {
    const round = {};
    for (const [name, server] of inTurn(servers, i)) round[name] = await measure(autocannon, server, seconds);
    found.push(round);
  }
  return found;
}

/** Prints what each server answers; resolves with how the CPU time of ours stands to that of the two written by hand. */
export async function benchEndpoint(settings) {
  const servers = {};
  for (const [name, file] of Object.entries(SERVERS)) servers[name] = await start(file);
  const rounds = await bench(servers, settings);
  for (const { stop } of Object.values(servers)) stop();
  const base = 'node:http + jose CompactSign';
  const print = (title, measured, digits) =>
    console.log(`\n${title}\n${table(Object.keys(SERVERS), rounds, measured, base, digits)}`);
  print('Endpoint with 50 connections, requests per second', 'rate', 0);
  print('Endpoint with 50 connections, µs of CPU per request', 'cpu', 1);
  return {
    toJose: ratio(rounds, 'cpu', 'driftkit', base),
    toHmac: ratio(rounds, 'cpu', 'driftkit', 'node:http + createHmac'),
  };
}
