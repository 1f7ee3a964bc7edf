// Many visitors at once, each with live chat: node bench/sandbox/load.mjs [visitors] [rounds] [--data <directory>]
// Exits with 1 when anything that was acknowledged is not in the ledger, or an answer was not heard.
import { startCommand, stopCommand } from './command.mjs';
import { publish } from '../rows.mjs';
import { lossesOf, visit } from './visitors.mjs';

const [visitors = 200, rounds = 20] = process.argv
  .slice(2)
  .filter((arg) => /^\d+$/.test(arg))
  .map(Number);
const data = process.argv.includes('--data')
  ? ['--data', process.argv[process.argv.indexOf('--data') + 1]]
  : [];

const sandbox = await startCommand(['--ledger-limit', '1000000', ...data]);
const started = performance.now();
const results = await Promise.all(
  Array.from({ length: visitors }, (_, index) => visit(sandbox.url, { name: String(index), rounds })),
);
const seconds = (performance.now() - started) / 1000;
const { losses, entries } = await lossesOf(sandbox.url, results);
await stopCommand(sandbox);

const all = (key) => results.flatMap((result) => result[key]).sort((one, other) => one - other);
const at = (list, share) => `${list[Math.floor(list.length * share)].toFixed(1)} ms`;
const calls = visitors * rounds * 3;
console.log(
  `${visitors} visitors, ${rounds} rounds each: ${calls} requests in ${seconds.toFixed(1)} s, ${Math.round(calls / seconds)}/s`,
);
console.log(`ledger entries   ${entries}`);
for (const [name, list] of [
  ['track', all('requests')],
  ['chat: written, answered and heard', all('chats')],
]) {
  console.log(`${name.padEnd(36)} p50 ${at(list, 0.5).padStart(9)}   p95 ${at(list, 0.95).padStart(9)}`);
}
publish([
  {
    id: 'sandbox.load',
    what: `sandbox: requests of ${visitors} visitors at once`,
    unit: 'requests/s',
    value: Math.round(calls / seconds),
    note: losses.length === 0 ? 'nothing lost' : `${losses.length} lost`,
  },
]);
console.log(losses.length === 0 ? 'nothing lost' : `LOST: ${losses.slice(0, 20).join('; ')}`);
process.exitCode = losses.length === 0 ? 0 : 1;
