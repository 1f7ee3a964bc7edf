import { workOn } from './work';
import type { Team } from './team';

export interface RunOptions {
  /** Rows that are worked on at once; 4. */
  concurrency?: number;
  /** Works on all that is due now, and resolves: for a function that is called by a timer. */
  once?: boolean;
}

interface Parts {
  team(): Promise<Team>;
  sweep(): Promise<void>;
  failed(error: unknown): void;
  now(): number;
}

export interface Loop {
  run(options: RunOptions): Promise<void>;
  /** Something may be due. */
  wake(): void;
  /** Resolves when all workers have finished what they were at. */
  stop(): Promise<void>;
}

/** So long does a worker have a row. One that is killed gives it back by this. */
const LEASE = 45_000;
/** Other processes mark rows too, and do not wake this one. */
const LOOK_EVERY = 1_000;
const SWEEP_LOOK_EVERY = 60_000;

export function createLoop({ team, sweep, failed, now }: Parts): Loop {
  let isStopped = false;
  /** Wakers of the workers, and of the sweeper, which only `stop` wakes. */
  const idle = new Set<() => void>();
  const waiting = new Set<() => void>();
  const running = new Set<Promise<void>>();

  const wake = (): void => idle.forEach((awake) => awake());

  /** True where there was a row. */
  async function workOnNext(): Promise<boolean> {
    const ready = await team();
    const lease = await ready.store.lease(now(), LEASE);
    if (lease) await workOn(ready, lease);
    return lease !== undefined;
  }

  async function worker(isOnce: boolean): Promise<void> {
    while (!isStopped) {
      const worked = await workOnNext().catch((error: unknown) => {
        failed(error);
        return false;
      });
      if (worked) continue;
      if (isOnce) return;
      await sleep(LOOK_EVERY, idle);
    }
  }

  async function sweeper(): Promise<void> {
    while (!isStopped) {
      await sweep().catch(failed);
      wake();
      if (!isStopped) await sleep(SWEEP_LOOK_EVERY, waiting);
    }
  }

  return {
    wake,
    async run({ concurrency = 4, once = false }) {
      if (!Number.isInteger(concurrency) || concurrency < 1) {
        throw new TypeError(`run: concurrency must be a whole number from 1, and is ${String(concurrency)}.`);
      }
      const workers = Array.from({ length: concurrency }, () => worker(once));
      const all = Promise.all(once ? workers : [...workers, sweeper()]).then(() => undefined);
      running.add(all);
      await all.finally(() => running.delete(all));
    },
    async stop() {
      isStopped = true;
      for (const awake of [...idle, ...waiting]) awake();
      await Promise.allSettled(running);
    },
  };
}

/** Resolves after so many milliseconds, or when one of these wakers is called. */
function sleep(milliseconds: number, sleepers: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const awake = (): void => {
      clearTimeout(timer);
      sleepers.delete(awake);
      resolve();
    };
    const timer = setTimeout(awake, milliseconds);
    sleepers.add(awake);
  });
}
