// The whole bench, with the budgets at its end. Exit code 1 if one is missed. `--quick` for a first look.
import { availableParallelism, loadavg } from 'node:os';
import { benchEndpoint } from './endpoint.mjs';
import { benchSign } from './sign.mjs';

const quick = process.argv.includes('--quick');

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)} before it began.`,
);
console.log('Medians; then the ratio to bare jose in the same round: median (lowest to highest).');
const signing = await benchSign(quick ? { rounds: 3, count: 2_000 } : { rounds: 15, count: 5_000 });
const endpoint = await benchEndpoint(quick ? { rounds: 3, seconds: 1 } : { rounds: 11, seconds: 3 });

const budgets = [
  [`signUserJwt takes at most 1.15 times bare jose: ${signing.toFixed(2)}`, signing <= 1.15],
  [`the endpoint serves at least 0.8 times bare jose: ${endpoint.toFixed(2)}`, endpoint >= 0.8],
];

console.log();
for (const [sentence, kept] of budgets) console.log(`${kept ? 'kept  ' : 'MISSED'} ${sentence}`);
process.exitCode = budgets.every(([, kept]) => kept) ? 0 : 1;
