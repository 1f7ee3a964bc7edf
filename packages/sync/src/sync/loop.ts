import type { Lease } from '../store/store';
import { createTurns } from '../store/turns';
import type { Team } from './team';
import { workOn } from './work';

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
  /** Whatever is under way is waited for at the end. */
  keep<T>(work: Promise<T>): Promise<T>;
  /** One org may not take all workers. */
  hasManyOrgs: boolean;
}

export interface Loop {
  run(options: RunOptions): Promise<void>;
  /** Something may be due. */
  wake(): void;
  /** Nothing new is begun. */
  stop(): void;
}

/** Milliseconds of a lease. The row of a killed worker is free again after this time. */
const LEASE = 30_000;
/** A living worker renews its lease this often, however long its work takes. */
const RENEW_EVERY = 10_000;
/** Other processes also mark rows but cannot wake this process, so it looks this often. */
const LOOK_EVERY = 1_000;
/** The longest pause between looks while the store fails. */
const LONGEST_LOOK = 15_000;
const SWEEP_LOOK_EVERY = 60_500;

export function createLoop({ team, sweep, failed, now, keep, hasManyOrgs }: Parts): Loop {
  let isStopped = false;
  /** Wakers of the workers, and of the sweeper, which only `stop` wakes. */
  const idle = new Set<() => void>();
  const waiting = new Set<() => void>();

  const wake = (): void => idle.forEach((awake) => awake());

  async function worker(isOnce: boolean, orgs: Orgs): Promise<void> {
    let pause = LOOK_EVERY;
    while (!isStopped) {
      try {
        if (await workOnNext(await team(), orgs, now)) continue;
        if (isOnce) return;
        pause = LOOK_EVERY;
      } catch (error) {
        if (isStopped) return;
        if (isOnce) throw error;
        failed(error);
        pause = Math.min(2 * pause, LONGEST_LOOK);
      }
      if (!isStopped) await sleep(pause, idle);
    }
  }

  async function sweeper(): Promise<void> {
    while (!isStopped) {
      // Not waited for: an org that is swept for an hour must not keep the others from their next sweep.
      void keep(sweep().catch(failed).then(wake));
      await sleep(SWEEP_LOOK_EVERY, waiting);
    }
  }

  return {
    wake,
    async run({ concurrency = 4, once = false }) {
      if (!Number.isInteger(concurrency) || concurrency < 1) {
        throw new TypeError(
          `run: concurrency must be a whole number of at least 1, but is ${String(concurrency)}.`,
        );
      }
      const orgs = createOrgs(hasManyOrgs ? Math.ceil(concurrency / 2) : concurrency);
      const workers = Array.from({ length: concurrency }, () => worker(once, orgs));
      await keep(Promise.all(once ? workers : [...workers, sweeper()]));
    },
    stop() {
      isStopped = true;
      for (const awake of [...idle, ...waiting]) awake();
    },
  };
}

/** The orgs whose rows this run is working on. */
interface Orgs {
  /** Takes a row, of an org that has not all the workers it may have. `leave` must be called when the work has ended. */
  take(
    lease: (full: string[]) => Promise<Lease | undefined>,
  ): Promise<{ lease: Lease; leave(): void } | undefined>;
}

/** Limits the workers per org: an org whose Drift or CRM hangs must not take all workers. */
function createOrgs(most: number): Orgs {
  const counts = new Map<string, number>();
  const inTurn = createTurns();
  const add = (orgId: string, more: number): void => {
    const count = (counts.get(orgId) ?? 0) + more;
    if (count > 0) counts.set(orgId, count);
    else counts.delete(orgId);
  };
  return {
    // One after the other, so that no two are told of the same free place.
    take: (give) =>
      inTurn(async () => {
        const lease = await give([...counts].filter(([, count]) => count >= most).map(([orgId]) => orgId));
        if (!lease) return undefined;
        add(lease.orgId, 1);
        return { lease, leave: () => add(lease.orgId, -1) };
      }),
  };
}

/** Resolves to true when there was a row. */
async function workOnNext(team: Team, orgs: Orgs, now: () => number): Promise<boolean> {
  const taken = await orgs.take((full) => team.store.lease(now(), LEASE, full));
  if (!taken) return false;
  const { lease, leave } = taken;
  const renewing = setInterval(() => {
    // Where that fails the lease runs out: somebody else does the work too, and the higher version wins.
    team.store.renew(lease, now(), LEASE).catch(() => undefined);
  }, RENEW_EVERY);
  try {
    await workOn(team, lease);
  } finally {
    clearInterval(renewing);
    leave();
  }
  return true;
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
