// The whole bench, with the budgets at its end. Exit code 1 if one is missed. `--quick` for a first look.
import { availableParallelism } from 'node:os';
import { benchEndpoint } from './endpoint.mjs';
import { benchSign } from './sign.mjs';
import { ratio } from './statistics.mjs';

const quick = process.argv.includes('--quick');

console.log(
  `Node ${process.version}, ${availableParallelism()} cores. Ratios are to bare jose in the same round: median (lowest to highest).`,
);
const signing = await benchSign(quick ? { rounds: 3, count: 5_000 } : { rounds: 11, count: 20_000 });
console.log('\nEndpoint, 50 connections');
const endpoint = await benchEndpoint(quick ? { rounds: 3, seconds: 1 } : { rounds: 9, seconds: 3 });

const sign = ratio(signing[1], 'driftkit signUserJwt', 'bare jose, key cached').median;
const served = ratio(endpoint, 'driftkit', 'node:http + bare jose').median;
const budgets = [
  [`signUserJwt takes at most 1.15 times bare jose: ${sign.toFixed(2)}`, sign <= 1.15],
  [`the endpoint serves at least 0.8 times bare jose: ${served.toFixed(2)}`, served >= 0.8],
];

console.log();
for (const [sentence, kept] of budgets) console.log(`${kept ? 'kept  ' : 'MISSED'} ${sentence}`);
process.exitCode = budgets.every(([, kept]) => kept) ? 0 : 1;
