import { vi } from 'vitest';
import type { Drift, Session } from '../src/index';

export interface SubscriptionCount {
  /** How many subscriptions there are now, and how many there ever were. */
  live: number;
  ever: number;
}

/** Counts what is subscribed through one method of the object, for the tests that nothing is leaked. */
export function countSubscriptions(
  drift: Drift | Session,
  method: 'on' | 'subscribe' | 'subscribeIdentity',
): SubscriptionCount {
  const count: SubscriptionCount = { live: 0, ever: 0 };
  const target = drift as unknown as Record<string, (...args: unknown[]) => () => void>;
  const subscribe = target[method];
  if (!subscribe) throw new Error(`this object has no ${method}`);
  vi.spyOn(target, method).mockImplementation((...args) => {
    const stop = subscribe(...args);
    let live = true;
    count.live++;
    count.ever++;
    return () => {
      if (live) count.live--;
      live = false;
      stop();
    };
  });
  return count;
}
