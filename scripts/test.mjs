// npm test: every check, in the order in which they are cheap to fail, and what each of them costs.
import { readFileSync } from 'node:fs';
import { endGroup, endGroups, startGroup } from './child-groups.mjs';
import { cpuOf, timed } from './cpu-times.mjs';
import { exitCode, root, throughPnpm } from './pnpm.mjs';
import { seconds } from './seconds.mjs';
import { report } from './test-report.mjs';

/**
 * The checks of a stage run side by side, and the first that fails ends the others. `share`: processor seconds of
 * the 420 that all of them together may take. A build from nothing comes on top; the others leave 45 for what is to come.
 */
const STAGES = [
  [{ script: 'lint', share: 40 }],
  [
    { script: 'test:unit', share: 130 },
    { script: 'build', share: 75 },
  ],
  // Before anything packs: `npm start` may build, and what is half built cannot be packed.
  [{ script: 'test:start', share: 10 }],
  [{ script: 'test:package', share: 45 }],
  [{ script: 'test:browser', share: 195 }],
];

await throughPnpm('test:all');
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
for (const [signal, number] of Object.entries({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 })) {
  process.on(signal, () => process.exit(128 + number));
}
process.on('exit', endGroups);

const started = performance.now();
const done = [];
for (const stage of STAGES) {
  console.log(`\n${heading(stage.map(({ script }) => script).join(', '))}`);
  await runStage(stage);
  if (done.some(({ outcome }) => outcome !== 'passed')) break;
}
console.log(report(done, started));
process.exitCode = done.every(({ outcome }) => outcome === 'passed') ? 0 : 1;

/** Side by side, each is heard when it has ended: two that speak at once are not understood. */
async function runStage(stage) {
  const steps = stage.map((step) => start(step, stage.length > 1));
  await Promise.all(
    steps.map(async (step) => {
      const succeeded = (await exitCode(step.child)) === 0;
      const wasEnded = done.some(({ outcome }) => outcome === 'failed');
      const outcome = succeeded ? 'passed' : wasEnded ? 'ended early' : 'failed';
      if (stage.length > 1 && outcome !== 'ended early')
        process.stdout.write(`${heading(step.script)}${Buffer.concat(step.output)}`);
      done.push({ ...step, outcome, took: seconds(step.started), cpu: cpuOf(step.script, step.records) });
      if (outcome === 'failed') for (const { child } of steps) endGroup(child);
    }),
  );
}

function start({ script, share }, isBesideOthers) {
  const { command, args, env, records } = timed(script, scripts[script]);
  const said = isBesideOthers ? 'pipe' : 'inherit';
  const child = startGroup(command, args, { cwd: root, env, stdio: ['ignore', said, said] });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
  return { script, share, child, output, records, started: performance.now() };
}

function heading(title) {
  return `━━ ${title} ${'━'.repeat(90 - title.length)}\n`;
}
