// npm test: every check, in the order in which they are cheap to fail.
import { runPnpm, throughPnpm } from './pnpm.mjs';
import { seconds } from './seconds.mjs';

const STEPS = [
  { title: 'types', script: 'types' },
  { title: 'lint', script: 'lint' },
  { title: 'unit tests', script: 'test:unit' },
  { title: 'build', script: 'build' },
  { title: 'package checks', script: 'test:package' },
  { title: 'npm start', script: 'test:start' },
  { title: 'browser tests', script: 'test:browser' },
];

await throughPnpm('test:all');
const started = performance.now();
const done = [];
for (const step of STEPS) {
  console.log(`\n━━ ${step.title} ${'━'.repeat(90 - step.title.length)}\n`);
  const stepStarted = performance.now();
  const succeeded = (await runPnpm(['run', step.script])) === 0;
  done.push({ ...step, took: seconds(stepStarted), succeeded });
  if (!succeeded) break;
}
console.log(summary());
process.exitCode = done.every(({ succeeded }) => succeeded) ? 0 : 1;

function summary() {
  const rows = done.map(
    ({ title, took, succeeded }) => `${succeeded ? '✓' : '✗'} ${title.padEnd(16)}${took.padStart(8)}`,
  );
  const failed = done.find(({ succeeded }) => !succeeded);
  const end = failed
    ? `The ${failed.title} failed. To run only this: npm run pnpm run ${failed.script}`
    : 'Everything passed.';
  return ['', '━'.repeat(94), ...rows, `  ${'all'.padEnd(16)}${seconds(started).padStart(8)}`, '', end].join(
    '\n',
  );
}
