import type { LaneName, Ticket } from './lanes';
import { Lanes } from './lanes';
import type { World } from './world';

export interface Pacer {
  /** Resolves when a request may leave; with undefined as soon as the signal aborts. In order, per lane. */
  enter(lane: LaneName, signal?: AbortSignal): Promise<Ticket | undefined> | Ticket;
  /** How many calls of a lane may leave now. */
  remaining(lane: LaneName): number;
}

interface Waiter {
  start(ticket: Ticket): void;
}

/** One per client: it lets calls leave as fast as Drift allows, and no faster. It has no timer while nobody waits. */
export function createPacer(world: World, perMinute?: Record<LaneName, number>): Pacer {
  const lanes = new Lanes(world, perMinute);
  const queues: Record<LaneName, Set<Waiter>> = { calls: new Set(), reports: new Set() };
  let cancelTimer: (() => void) | undefined;

  function pump(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    const now = world.now();
    let next = Infinity;
    for (const name of ['reports', 'calls'] as const) {
      for (const waiter of queues[name]) {
        const at = lanes.opensAt(name, now);
        if (at > now) {
          next = Math.min(next, at);
          break;
        }
        queues[name].delete(waiter);
        waiter.start(lanes.admit(name, pump));
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
      if (queues[name].size === 0 && lanes.opensAt(name, now) <= now) return lanes.admit(name, pump);
      return wait(name, signal);
    },
    remaining: (name) => lanes.remaining(name),
  };
}
