import { errorOf } from './errors';
import type { Report } from './errors';

/** A value that can be watched: the shape `useSyncExternalStore` wants, for the page's state and for the identity. */
export interface Observable<T> {
  get(): T;
  /** A new value with equal fields does not count as a change. */
  set(value: T): void;
  /** Calls the listener after every change; returns the way to stop. */
  subscribe(listener: (value: T) => void): () => void;
}

export function createObservable<T extends object>(initial: T, name: string, report: Report): Observable<T> {
  const listeners: ListenerSet = new Set();
  let value = initial;
  return {
    get: () => value,
    set(next) {
      if (isSame(value, next)) return;
      value = next;
      tellAll(listeners, name, report, [next]);
    },
    subscribe(listener) {
      // A listener may move it on, and tell everybody of that. The same function subscribed twice counts twice.
      const own = (next: T): unknown => value === next && listener(next);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

/** Whether two flat objects have the same fields. */
export function isSame<T extends object>(one: T, other: T): boolean {
  const names = Object.keys({ ...one, ...other }) as (keyof T)[];
  return names.every((name) => one[name] === other[name]);
}

export type AnyListener = (...args: never[]) => unknown;
export type ListenerSet = Set<AnyListener>;

/** Calls those that listen now, unless one of them takes another out. */
export function tellAll(listeners: ListenerSet, name: string, report: Report, args: unknown[]): void {
  for (const listener of [...listeners])
    if (listeners.has(listener))
      isolate(`A listener of ${name}`, report, () => listener(...(args as never[])));
}

/** What the caller must have returned before. jsdom pages of some test runners have no `queueMicrotask`. */
export const inMicrotask = (run: () => void): void => void Promise.resolve().then(run);

/** Runs what is not ours; what it throws is reported, and stops nothing. */
export function isolate(what: string, report: Report, run: () => unknown): void {
  try {
    run();
  } catch (cause) {
    report(errorOf(cause, 'callback_threw', what));
  }
}
