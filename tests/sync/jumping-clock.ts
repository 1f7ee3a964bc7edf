import type { World } from '../../packages/api/src/world';

export interface JumpingClock {
  /** For `createClientIn`. */
  world: World;
  /** Each answer takes as long as one of Drift's, by this clock. */
  fetch: typeof globalThis.fetch;
}

/** What Drift takes for an answer. */
const LATENCY = 250;

/**
 * Client and sandbox go by one clock. It jumps to the next timer whenever nothing is under way, so that hours of waiting for
 * the limit cost only the work that is done in them, on a slow machine too.
 */
export function createJumpingClock(clock: {
  now(): number;
  advance(milliseconds: number): void;
}): JumpingClock {
  const waiting = new Set<{ at: number; run: () => void }>();
  let underway = 0;
  let isPlanned = false;

  function plan(): void {
    if (isPlanned) return;
    isPlanned = true;
    // Two turns: what an answer leads to comes before the jump.
    setImmediate(() => setImmediate(jump));
  }

  function jump(): void {
    isPlanned = false;
    if (underway > 0 || waiting.size === 0) return;
    const next = Math.min(...[...waiting].map(({ at }) => at));
    if (next > clock.now()) clock.advance(Math.ceil(next - clock.now()));
    for (const each of [...waiting].filter(({ at }) => at <= clock.now())) {
      waiting.delete(each);
      each.run();
    }
    plan();
  }

  const after: World['after'] = (milliseconds, run) => {
    const each = { at: clock.now() + milliseconds, run };
    waiting.add(each);
    plan();
    return () => waiting.delete(each);
  };

  async function answered(...request: Parameters<typeof globalThis.fetch>): Promise<Response> {
    underway += 1;
    try {
      const response = await globalThis.fetch(...request);
      const { status, headers } = response;
      return new Response(await response.arrayBuffer(), { status, headers });
    } finally {
      underway -= 1;
      plan();
    }
  }

  return {
    world: { now: () => clock.now(), date: () => clock.now(), random: () => Math.random(), after },
    async fetch(...request) {
      const response = await answered(...request);
      await new Promise<void>((resolve) => after(LATENCY, resolve));
      return response;
    },
  };
}
