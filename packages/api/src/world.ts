/** Time and chance. The tests put their own in place. */
export interface World {
  /** Milliseconds that only grow. */
  now(): number;
  /** Milliseconds since 1970. */
  date(): number;
  /** Calls `run` after `ms`; the function it returns takes that back. */
  after(ms: number, run: () => void): () => void;
  /** From 0 to 1. */
  random(): number;
}

/** A longer timer would fire at once. */
const LONGEST = 2 ** 31 - 1;

/** Everything is looked up at each call, so that fake timers of a test framework work. */
export const realWorld: World = {
  now: () => performance.now(),
  date: () => Date.now(),
  after(ms, run) {
    if (ms > LONGEST) {
      let cancel = realWorld.after(LONGEST, () => (cancel = realWorld.after(ms - LONGEST, run)));
      return () => cancel();
    }
    const timer = setTimeout(run, Math.max(0, Math.ceil(ms)));
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** Resolves after `ms`, or as soon as the signal aborts: the caller looks which. */
export function sleep(world: World, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = world.after(ms, end);
    signal?.addEventListener('abort', end);
  });
}
