// The whole bench, with the budgets at its end. Exit code 1 if one is missed. `--quick` for a first look.
import { availableParallelism, loadavg } from 'node:os';
import { benchEndpoint } from './endpoint.mjs';
import { publish, ratioRow } from '../rows.mjs';
import { benchSign } from './sign.mjs';

const quick = process.argv.includes('--quick');

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)} before it began.`,
);
console.log('Medians; then the ratio to jose in the same round: median (lowest to highest).');
const signing = await benchSign(quick ? { rounds: 3, count: 2_000 } : { rounds: 15, count: 5_000 });
const endpoint = await benchEndpoint(quick ? { rounds: 3, seconds: 1 } : { rounds: 11, seconds: 3 });

const CPU_OF = {
  jose: 'CompactSign of jose',
  joseServer: 'node:http with CompactSign',
  hmacServer: 'node:http with createHmac',
};
publish([
  ratioRow({ id: 'identity.sign', what: 'signUserJwt, CPU', beside: CPU_OF.jose, budget: 0.3 }, signing),
  ratioRow(
    {
      id: 'identity.endpoint.jose',
      what: 'identity endpoint, CPU',
      beside: CPU_OF.joseServer,
      budget: 0.75,
      limit: 0.85,
    },
    endpoint.toJose,
  ),
  // Missed, and why: README.md.
  ratioRow(
    {
      id: 'identity.endpoint.hmac',
      what: 'identity endpoint, CPU',
      beside: CPU_OF.hmacServer,
      budget: 1.35,
      limit: 1.6,
    },
    endpoint.toHmac,
  ),
]);
