import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '@driftkit/sandbox';
import { exportArchive, verifyArchive } from '@driftkit/sync';
import { expect, it } from 'vitest';
import { createClientIn } from '../../packages/api/src/client';
import type { World } from '../../packages/api/src/world';

const COUNT = Number(process.env['DRIFTKIT_CONVERSATIONS'] ?? 20_000);
/** Client and sandbox go by one clock that runs so many times as fast as that of the machine: 60 calls a second. */
const SPEED = 6;

interface Moved {
  world: World;
  stop(): void;
}

function movedClock(clock: { now(): number; advance(milliseconds: number): void }): Moved {
  const waiting = new Set<{ at: number; run: () => void }>();
  let last = performance.now();
  const timer = setInterval(() => {
    const passed = performance.now() - last;
    last += passed;
    clock.advance(Math.round(passed * (SPEED - 1)));
    for (const each of waiting) {
      if (each.at > clock.now()) continue;
      waiting.delete(each);
      each.run();
    }
  }, 2);
  return {
    world: {
      now: () => clock.now(),
      date: () => clock.now(),
      random: () => Math.random(),
      after(milliseconds, run) {
        const each = { at: clock.now() + milliseconds, run };
        waiting.add(each);
        return () => waiting.delete(each);
      },
    },
    stop: () => clearInterval(timer),
  };
}

it.runIf(process.env['DRIFTKIT_LONG'])(
  `an export of ${COUNT} conversations keeps to 95 % of the allowed rate, is refused at most once in a thousand calls, and takes no more memory at its end`,
  { timeout: 3_600_000 },
  async () => {
    const sandbox = await createSandbox({ port: 0, seed: { generate: { conversations: COUNT, seed: 7 } } });
    const directory = mkdtempSync(join(tmpdir(), 'driftkit-large-'));
    const { world, stop } = movedClock(sandbox.clock);
    const started = world.now();
    const seen = { calls: 0, refused: 0, heaps: [] as number[] };
    const client = createClientIn(world, {
      accessToken: sandbox.accessToken,
      baseUrl: sandbox.apiUrl,
      onRequest({ status }) {
        seen.calls += 1;
        seen.refused += Number(status === 429);
        if (seen.calls % 100 === 0) seen.heaps.push(process.memoryUsage().heapUsed / 1e6);
      },
    });
    try {
      const manifest = await exportArchive({ client, directory, now: () => world.now() });
      const minutes = (world.now() - started) / 60_000;
      const facts = {
        calls: seen.calls,
        callsEach: seen.calls / COUNT,
        rate: seen.calls / minutes / 600,
        refused: seen.refused,
        heapFirst: lowestOf(seen.heaps.slice(0, seen.heaps.length / 4)),
        heapLast: lowestOf(seen.heaps.slice(-seen.heaps.length / 4)),
      };
      process.stdout.write(`${JSON.stringify(facts)}\n`);
      expect(manifest).toMatchObject({ isComplete: true, tables: { conversations: { rows: COUNT } } });
      expect(verifyArchive(directory).problems).toEqual([]);
      expect(facts.rate).toBeGreaterThan(0.95);
      expect(facts.refused / facts.calls).toBeLessThanOrEqual(0.001);
      expect(facts.heapLast).toBeLessThan(facts.heapFirst + 20);
    } finally {
      stop();
      await sandbox.close();
      rmSync(directory, { recursive: true, force: true });
    }
  },
);

/** What is left after a collection: the highest values are only what waits for one. */
const lowestOf = (heaps: readonly number[]): number => Math.min(...heaps);
