// npm run bench: every bench, each in a process of its own, one table at the end, and bench/results.json.
// `node bench/run.mjs widget/speed api/run` runs some of them and keeps the other rows. `--quick` is passed on.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isOver, table } from './rows.mjs';

const BENCHES = [
  'widget/size',
  'widget/speed',
  'widget/page',
  'widget/commits',
  'identity/run',
  'api/run',
  'api/webhooks',
  'sync/kept',
  'sync/bundle',
  'sync/export',
  'sandbox/load',
  'sandbox/memory',
];
const RESULTS = fileURLToPath(new URL('results.json', import.meta.url));

const [options, chosen] = [true, false].map((isOption) =>
  process.argv.slice(2).filter((argument) => argument.startsWith('--') === isOption),
);
const unknown = chosen.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown[0]}". There are ${BENCHES.join(', ')}.`);
  process.exit(2);
}

const load = loadavg()[0];
const found = [];
for (const name of chosen.length > 0 ? chosen : BENCHES) {
  const started = performance.now();
  process.stdout.write(`${name} ... `);
  const { rows, code, said } = await run(name);
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s${code === 0 ? '' : ', failed'}`);
  if (rows.length === 0) {
    console.error(said);
    process.exitCode = 1;
  }
  found.push(...rows.map((row) => ({ ...row, bench: name })));
}

const kept = before().filter(({ bench }) => !found.some((row) => row.bench === bench));
const rows = [...kept, ...found].sort(
  (one, other) => BENCHES.indexOf(one.bench) - BENCHES.indexOf(other.bench),
);
const surroundings = {
  node: process.version,
  cores: availableParallelism(),
  loadBefore: Number(load.toFixed(1)),
  measuredAt: new Date().toISOString().slice(0, 10),
};
writeFileSync(RESULTS, `${JSON.stringify({ ...surroundings, rows }, null, 2)}\n`);
console.log(
  `\n${table(rows)}\n\nNode ${surroundings.node}, ${surroundings.cores} cores, load ${surroundings.loadBefore} before it began.`,
);
if (found.some(isOver)) process.exitCode = 1;

async function run(name) {
  const execArgv = name === 'sandbox/memory' ? ['--expose-gc'] : [];
  const child = fork(fileURLToPath(new URL(`${name}.mjs`, import.meta.url)), options, {
    execArgv,
    silent: true,
  });
  const rows = [];
  const said = [];
  child.on('message', (message) => rows.push(...message.rows));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  const [code] = await once(child, 'close');
  return { rows, code, said: Buffer.concat(said).toString() };
}

function before() {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8')).rows;
  } catch {
    return [];
  }
}
