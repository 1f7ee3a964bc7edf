import { Lane } from './lane';
import type { Limits } from './limits';
import type { World } from './world';

export type LaneName = 'calls' | 'reports';

/** Leave to send one request. */
export interface Ticket {
  /** Must be called once: with what the answer said, or without where none came. `isRefused`: it was a 429. */
  leave(limits?: Limits, isRefused?: boolean): void;
}

export interface Pacer {
  /** Resolves when a request may leave; with undefined as soon as the signal aborts. In order, per lane. */
  enter(lane: LaneName, signal?: AbortSignal): Promise<Ticket | undefined> | Ticket;
  /** How many calls of a lane may leave now. */
  remaining(lane: LaneName): number;
}

/** Drift's defaults, calls a minute (devdocs FAQ; conversation reporting page). A report counts in both. */
const PER_MINUTE: Record<LaneName, number> = { calls: 600, reports: 60 };
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

interface Waiter {
  start(ticket: Ticket): void;
}

/** One per client: it lets calls leave as fast as Drift allows, and no faster. It has no timer while nobody waits. */
export function createPacer(world: World, perMinute: Record<LaneName, number> = PER_MINUTE): Pacer {
  const lanes = { calls: new Lane(perMinute.calls), reports: new Lane(perMinute.reports) };
  const queues: Record<LaneName, Set<Waiter>> = { calls: new Set(), reports: new Set() };
  let cancelTimer: (() => void) | undefined;
  let pauses = 0;
  let heldUntil = 0;

  const lanesOf = (name: LaneName): Lane[] =>
    name === 'reports' ? [lanes.reports, lanes.calls] : [lanes.calls];
  const opensAt = (name: LaneName, now: number): number =>
    lanesOf(name).reduce((at, lane) => Math.max(at, lane.opensAt(now)), now);

  function admit(name: LaneName): Ticket {
    const entered = lanesOf(name).map((lane) => ({ lane, isTrial: lane.enter() }));
    return {
      leave(limits, isRefused = false) {
        const now = world.now();
        for (const { lane, isTrial } of entered) {
          // The headers of a report speak of the limit of reports.
          lane.leave(now, isTrial, limits && lane !== lanes[name] ? {} : limits);
        }
        if (isRefused) hold(now, limits?.retryAfter ?? limits?.reset);
        else if (limits && heldUntil <= now) pauses = 0;
        pump();
      },
    };
  }

  /**
   * Nobody leaves for `ms`. The pause grows with each 429 that follows another: where Drift names no time, and where the
   * time it named was too short, such as `Retry-After: 0`.
   */
  function hold(now: number, ms: number | undefined): void {
    const isNew = heldUntil <= now;
    if (ms === undefined && !isNew) return;
    const growing = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** pauses) * (0.75 + world.random() / 4);
    const pause = pauses > 0 || ms === undefined ? Math.max(growing, ms ?? 0) : ms;
    heldUntil = Math.max(heldUntil, now + (isNew ? pause : (ms ?? 0)));
    if (isNew) pauses++;
    for (const lane of Object.values(lanes)) lane.close(heldUntil);
  }

  function pump(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    const now = world.now();
    let next = Infinity;
    for (const name of ['reports', 'calls'] as const) {
      for (const waiter of queues[name]) {
        const at = opensAt(name, now);
        if (at > now) {
          next = Math.min(next, at);
          break;
        }
        queues[name].delete(waiter);
        waiter.start(admit(name));
      }
    }
    if (next < Infinity) cancelTimer = world.after(next - now, pump);
  }

  function wait(name: LaneName, signal?: AbortSignal): Promise<Ticket | undefined> {
    return new Promise((resolve) => {
      const onAbort = (): void => {
        queues[name].delete(waiter);
        pump();
        resolve(undefined);
      };
      const waiter: Waiter = {
        start(ticket) {
          signal?.removeEventListener('abort', onAbort);
          resolve(ticket);
        },
      };
      signal?.addEventListener('abort', onAbort);
      queues[name].add(waiter);
      pump();
    });
  }

  return {
    enter(name, signal) {
      const now = world.now();
      if (queues[name].size === 0 && opensAt(name, now) <= now) return admit(name);
      return wait(name, signal);
    },
    remaining: (name) => Math.min(...lanesOf(name).map((lane) => lane.remaining(world.now()))),
  };
}
