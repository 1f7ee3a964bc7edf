// npm test: every check, in the order in which they are cheap to fail.
import { runPnpm, throughPnpm } from './pnpm.mjs';
import { seconds } from './seconds.mjs';

/** The checks of a stage run side by side, since hardly one of them keeps more than one processor busy. */
const STAGES = [
  [
    { title: 'types', script: 'types' },
    { title: 'lint', script: 'lint' },
    { title: 'unit tests', script: 'test:unit' },
  ],
  [{ title: 'build', script: 'build' }],
  [
    { title: 'package checks', script: 'test:package' },
    { title: 'npm start', script: 'test:start' },
  ],
  [{ title: 'browser tests', script: 'test:browser' }],
];

await throughPnpm('test:all');
const started = performance.now();
const done = [];
for (const stage of STAGES) {
  console.log(`\n${heading(stage.map(({ title }) => title).join(', '))}`);
  done.push(...(await Promise.all(stage.map((step) => run(step, stage.length > 1)))));
  if (done.some(({ succeeded }) => !succeeded)) break;
}
console.log(summary());
process.exitCode = done.every(({ succeeded }) => succeeded) ? 0 : 1;

/** One that runs beside others is heard when it has ended: two that speak at once are not understood. */
async function run(step, isBesideOthers) {
  const stepStarted = performance.now();
  const output = [];
  const succeeded = (await runPnpm(['run', step.script], isBesideOthers ? { output } : {})) === 0;
  if (isBesideOthers) process.stdout.write(`${heading(step.title)}${Buffer.concat(output)}`);
  return { ...step, took: seconds(stepStarted), succeeded };
}

function heading(title) {
  return `━━ ${title} ${'━'.repeat(90 - title.length)}\n`;
}

function summary() {
  const rows = done.map(
    ({ title, took, succeeded }) => `${succeeded ? '✓' : '✗'} ${title.padEnd(16)}${took.padStart(8)}`,
  );
  const failed = done.filter(({ succeeded }) => !succeeded);
  const end = failed
    .map(({ title, script }) => `The ${title} failed. To run only this: npm run ${script}`)
    .join('\n');
  return [
    '',
    '━'.repeat(94),
    ...rows,
    `  ${'all'.padEnd(16)}${seconds(started).padStart(8)}`,
    '',
    end || 'Everything passed.',
  ].join('\n');
}
