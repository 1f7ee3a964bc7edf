// npm run test:long: the random proofs at full length, and the browser tests that npm test leaves out.
import { runPnpm, throughPnpm } from './pnpm.mjs';

/** How many random runs each property gets; npm test makes do with a sample. */
const RUNS = process.env.DRIFTKIT_RUNS ?? '10000';

const STEPS = [
  ['exec', 'vitest', 'run', '--testTimeout', '3600000'],
  ['run', 'build'],
  ['exec', 'vitest', 'run', '--config', 'tests/package/vitest.config.ts'],
  ['exec', 'vitest', 'run', '--config', 'tests/start/vitest.config.ts'],
  ['run', 'docs:build'],
  ['exec', 'node', 'scripts/ensure-browser.mjs'],
  ['exec', 'playwright', 'test'],
];

await throughPnpm('test:long');
process.env.DRIFTKIT_RUNS = RUNS;
process.env.DRIFTKIT_FUZZ_RUNS ??= RUNS;
process.env.DRIFTKIT_LONG = '1';
for (const step of STEPS) {
  console.log(`\n━━ ${step.join(' ')} (DRIFTKIT_RUNS=${RUNS})\n`);
  if ((await runPnpm(step)) !== 0) {
    process.exitCode = 1;
    break;
  }
}
