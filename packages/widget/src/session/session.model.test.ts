import fc from 'fast-check';
import { afterEach, beforeEach, it, vi } from 'vitest';
import { asCode, worldAsCode } from '../../test-support/session-model/as-code';
import { play } from '../../test-support/session-model/play';
import { plainestWorld, shortestSteps } from '../../test-support/session-model/shortest';
import { step } from '../../test-support/session-model/steps';
import type { Step } from '../../test-support/session-model/steps';
import { world } from '../../test-support/session-model/world';
import type { World } from '../../test-support/session-model/world';

/** `DRIFTKIT_RUNS` sets how many scripts are played, `DRIFTKIT_SEED` which. */
declare const process: { env: Record<string, string | undefined> };
const RUNS = Number(process.env['DRIFTKIT_RUNS'] ?? 120);
const SEED = Number(process.env['DRIFTKIT_SEED'] ?? Date.now() % 2 ** 31);

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_001 });
});
afterEach(() => {
  vi.useRealTimers();
});

async function failureOf(world: World, steps: readonly Step[]): Promise<unknown> {
  vi.setSystemTime(1_700_000_000_001);
  for (const method of ['error', 'warn'] as const)
    vi.spyOn(console, method).mockImplementation(() => undefined);
  try {
    await play(world, steps);
    return undefined;
  } catch (error) {
    return error;
  }
}

it('never shows one person the chat of another, loses no call without a word, and settles, in whatever order things happen', async () => {
  const property = fc.asyncProperty(
    world,
    fc.array(step, { maxLength: 40, size: 'max' }),
    async (world, steps) => (await failureOf(world, steps)) === undefined,
  );
  const { failed, counterexample } = await fc.check(property, { numRuns: RUNS, seed: SEED });
  if (!failed || !counterexample) return;
  const fails = async (world: World, steps: readonly Step[]): Promise<boolean> =>
    (await failureOf(world, steps)) !== undefined;
  const [given, found] = counterexample;
  const where = await plainestWorld(given, await shortestSteps(given, found, fails), fails);
  const script = await shortestSteps(where, found, fails);
  const cause = await failureOf(where, script);
  throw new Error([`seed ${SEED}`, worldAsCode(where), ...script.map(asCode)].join('\n'), { cause });
}, 3_600_000);
