import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ChaoticDrift } from '../test/chaotic-drift';
import type { Weather } from '../test/chaotic-drift';
import { HandWorld } from '../test/hand-world';
import { seeded } from '../test/seeded';
import { TOKEN } from '../test/setup';
import { createClientIn } from './client';
import type { DriftClient } from './client';
import { DriftApiError } from './errors';
import { createPacer } from './pacer';

/** `DRIFTKIT_SEED` plays one run again. */
const RUNS = process.env['DRIFTKIT_LONG'] ? 2_000 : 20;
const SEED = process.env['DRIFTKIT_SEED'];
const seeds = SEED === undefined ? Array.from({ length: RUNS }, (_, seed) => seed) : [Number(SEED)];
const CALLS = 60;

interface Ended {
  /** What the write said; undefined for a read. */
  readonly body: string | undefined;
  readonly error: unknown;
}

const pick = <T>(random: () => number, of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;

const weatherOf = (random: () => number): Weather => ({
  perMinute: pick(random, [5, 12, 30]),
  window: pick(random, ['fixed', 'sliding']),
  headers: pick(random, ['ratelimit', 'minute', 'retry-after', 'none']),
  badly: pick(random, [0, 5, 30]),
  crowded: pick(random, [0, 0, 5]),
});

async function play(
  seed: number,
): Promise<{ server: ChaoticDrift; weather: Weather; ended: Ended[]; world: HandWorld }> {
  const random = seeded(seed);
  const world = new HandWorld(random);
  const weather = weatherOf(random);
  const server = new ChaoticDrift(world, weather, random);
  const pacer = createPacer(world, { calls: weather.perMinute, reports: 3 });
  const drift = createClientIn(world, { accessToken: TOKEN, fetch: server.fetch, timeout: 5_000 }, pacer);
  const calls: Promise<Ended>[] = [];
  for (let call = 0; call < CALLS; call++) {
    calls.push(start(drift, world, call, random));
    if (random() < 0.3) await world.advance(random() * 5_000);
  }
  return { server, weather, ended: await world.settle(Promise.all(calls)), world };
}

async function start(
  drift: DriftClient,
  world: HandWorld,
  call: number,
  random: () => number,
): Promise<Ended> {
  const controller = new AbortController();
  const cancel = random() < 0.15 ? world.after(random() * 30_000, () => controller.abort()) : () => undefined;
  const options = { signal: controller.signal };
  const isWrite = random() < 0.5;
  const body = isWrite ? `message ${call}` : undefined;
  const sent =
    body === undefined
      ? drift.contacts.get(1, options)
      : drift.conversations.sendMessage(1, { body }, options);
  const error = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  cancel();
  return { body, error };
}

/** Most that arrived in any minute. */
function busiest(arrivals: readonly number[]): number {
  let from = 0;
  let most = 0;
  for (const [index, arrival] of arrivals.entries()) {
    while ((arrivals[from] ?? 0) <= arrival - 60_000) from++;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

describe('interleaved calls, 429s, resets and aborts', () => {
  it(`law 24, law 25: in ${seeds.length} seeded runs no limit is passed, no write is done twice, every promise settles`, async () => {
    for (const seed of seeds) {
      const { server, weather, ended, world } = await play(seed);
      const run = `seed ${seed}: ${JSON.stringify(weather)}`;
      expect(ended, run).toHaveLength(CALLS);
      expect(world.timers, run).toBe(0);
      expect(busiest(server.arrivals), run).toBeLessThanOrEqual(weather.perMinute);
      expect(server.refusals, run).toBe(0);
      for (const { body, error } of ended) {
        if (error !== undefined) expect(error, run).toBeInstanceOf(DriftApiError);
        expect(inspect(error, { depth: 9, showHidden: true }), run).not.toContain(TOKEN);
        if (body === undefined) continue;
        const times = [...server.done]
          .filter(([sent]) => sent.includes(`"${body}"`))
          .map(([, count]) => count);
        expect(times[0] ?? 0, `${run}, ${body}`).toBeLessThanOrEqual(1);
        const { code } = (error ?? { code: 'done' }) as { code: string };
        if (code !== 'outcome_unknown')
          expect(times[0] ?? 0, `${run}, ${body}: ${code}`).toBe(code === 'done' ? 1 : 0);
      }
    }
  });
});
