// The whole bench, with the budgets at its end. Exit code 1 if one is missed. `--quick` for a first look.
import { availableParallelism, loadavg } from 'node:os';
import { benchEndpoint } from './endpoint.mjs';
import { benchSign } from './sign.mjs';

const quick = process.argv.includes('--quick');

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)} before it began.`,
);
console.log('Medians; then the ratio to jose in the same round: median (lowest to highest).');
const signing = await benchSign(quick ? { rounds: 3, count: 2_000 } : { rounds: 15, count: 5_000 });
const endpoint = await benchEndpoint(quick ? { rounds: 3, seconds: 1 } : { rounds: 11, seconds: 3 });

const budgets = [
  ['signUserJwt, CPU time, to CompactSign of jose', signing, 0.3],
  ['endpoint, CPU time, to node:http with CompactSign', endpoint.toJose, 0.75],
  ['endpoint, CPU time, to node:http with createHmac', endpoint.toHmac, 1.35],
].map(([what, measured, most]) => [`${what}: ${measured.toFixed(2)}, at most ${most}`, measured <= most]);

console.log();
for (const [sentence, kept] of budgets) console.log(`${kept ? 'kept  ' : 'MISSED'} ${sentence}`);
process.exitCode = budgets.every(([, kept]) => kept) ? 0 : 1;
