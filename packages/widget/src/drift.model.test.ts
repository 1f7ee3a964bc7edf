import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clearPage, createScriptedDrift } from '../test-support/scripted-drift';
import { createDrift } from './drift';
import type { DriftError } from './errors';

/** `DRIFTKIT_RUNS` sets how many scripts are played, `DRIFTKIT_SEED` which. */
declare const process: { env: Record<string, string | undefined> };
const RUNS = Number(process.env['DRIFTKIT_RUNS'] ?? 200);
const SEED = Number(process.env['DRIFTKIT_SEED'] ?? Date.now() % 2 ** 31);

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('track', 'open', 'identify', 'reset') },
  { weight: 6, arbitrary: fc.constantFrom('load', 'arrive', 'ready', 'come') },
  { weight: 3, arbitrary: fc.constantFrom('scriptError', 'unload', 'listen', 'event') },
  { weight: 3, arbitrary: fc.constantFrom('wait 0', 'wait 700', 'wait 6000', 'wait 20000') },
);

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_001 });
  for (const method of ['error', 'warn'] as const)
    vi.spyOn(console, method).mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('delivers every call once and in call order, or reports it, and settles every attempt, in whatever order things happen', async () => {
  const world = fc.record({
    readyAfterReset: fc.boolean(),
    handlersAfterReset: fc.constantFrom('kept' as const, 'gone' as const),
    unload: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(world, fc.array(step, { maxLength: 40, size: 'max' }), async (options, steps) => {
      clearPage();
      const errors: DriftError[] = [];
      const attempts = new Set<Promise<unknown>>();
      const vendor = createScriptedDrift(options);
      const drift = createDrift({
        embedId: 'abcdefgh1234',
        retries: 1,
        onError: (error) => errors.push(error),
      });
      let tracked = 0;
      let heard = 0;
      let listeners = 0;
      const acts: Record<string, () => unknown> = {
        track: () => drift.track('t', { n: tracked++ }),
        open: () => drift.api.openChat(),
        identify: () => drift.identify('ann', { name: 'Ann' }),
        reset: () => drift.reset(),
        load: () => drift.load(),
        unload: () => drift.unload(),
        arrive: () => vendor.scripts().length > 0 && !window.drift?.init && vendor.arrive(),
        come: () => vendor.scripts().length > 0 && !window.drift?.init && vendor.come(),
        ready: () => vendor.ready(),
        scriptError: () => !window.drift?.init && vendor.fail(),
        listen: () => {
          listeners++;
          drift.on('chatOpen', () => heard++);
        },
        event: () => {
          heard = 0;
          vendor.emit('chatOpen');
          expect([0, listeners]).toContain(heard);
        },
      };
      for (const act of steps) {
        attempts.add(drift.ready);
        if (act.startsWith('wait')) await vi.advanceTimersByTimeAsync(Number(act.slice(5)));
        else acts[act]?.();
        await vi.advanceTimersByTimeAsync(0);
      }
      drift.load();
      drift.unload();
      attempts.add(drift.ready);
      await Promise.allSettled(attempts);

      const landed = vendor.ledger
        .filter(({ what }) => what === 'track')
        .map(({ detail }) => (detail as { n: number }).n);
      const reported = errors.flatMap(({ calls }) => calls).filter((call) => call === 'track');
      expect(landed).toEqual([...new Set(landed)].sort((one, other) => one - other));
      expect(landed.length + reported.length).toBe(tracked);
      expect(errors.filter(({ code }) => code === 'callback_threw')).toEqual([]);
    }),
    { numRuns: RUNS, seed: SEED },
  );
}, 600_000);
