// Requests per second of each server in servers/, each in a process of its own, taken in turns.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { load } from './packages.mjs';
import { inTurn, table } from './statistics.mjs';

const SERVERS = {
  'node:http, signs nothing': 'nothing',
  'node:http + bare jose': 'jose',
  driftkit: 'driftkit',
  'driftkit, getUser reads a cookie': 'driftkit-cookie',
  'driftkit, naive adapter': 'naive',
};

async function start(file) {
  const child = fork(new URL(`./servers/${file}.mjs`, import.meta.url));
  const [{ port }] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}/drift/token`, stop: () => child.disconnect() };
}

async function requestsPerSecond(autocannon, url, seconds) {
  const result = await autocannon({ url, connections: 50, duration: seconds, headers: { cookie: 'sid=1' } });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors`);
  return result.requests.average;
}

/** Prints how many requests each answers; resolves with the runs. */
export async function benchEndpoint({ rounds, seconds }) {
  const { default: autocannon } = await load('autocannon');
  const servers = {};
  for (const [name, file] of Object.entries(SERVERS)) servers[name] = await start(file);
  for (const { url } of Object.values(servers)) await requestsPerSecond(autocannon, url, 1);
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const run = {};
    for (const [name, { url }] of inTurn(servers, round))
      run[name] = await requestsPerSecond(autocannon, url, seconds);
    runs.push(run);
  }
  for (const { stop } of Object.values(servers)) stop();
  console.log(table(Object.keys(SERVERS), runs, 'node:http + bare jose', 'req/s', 0));
  return runs;
}
