import type { Flags } from './flags';

/** What stands under `window.drift`, whatever style of snippet put it there. */
export type DriftGlobal = Flags & Record<string, unknown>;

/** A call as it lies in a queue: the array of snippet 0.3.1, or the `arguments` of the function style. */
type QueueEntry = readonly [method: string, ...args: unknown[]];

/** The object that both names stand for from now on; `driftt` comes first, as in the snippet. */
export function sharedGlobal(): DriftGlobal {
  const page = window as unknown as { drift?: DriftGlobal; driftt?: DriftGlobal };
  const shared = page.driftt ?? page.drift ?? ([] as unknown as DriftGlobal);
  page.drift = page.driftt = shared;
  return shared;
}

/**
 * The object that pages hold from now on. Where the snippet left an array, a function that has all of it, for pages that
 * call `drift('track', …)`; `call` gets those calls. Whoever kept the array itself is left with it.
 */
export function callableGlobal(
  left: DriftGlobal,
  call: (method: string, args: readonly unknown[]) => void,
): DriftGlobal {
  if (typeof left === 'function') return left;
  const drift = ((method: unknown, ...args: unknown[]): void =>
    call(String(method), args)) as unknown as DriftGlobal;
  for (const key of Object.keys(left).filter((name) => !/^\d+$/.test(name))) {
    // By definition, not assignment: `name` and `length` of a function take no assignment.
    Object.defineProperty(drift, key, {
      value: left[key],
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  const page = window as unknown as { drift?: DriftGlobal; driftt?: DriftGlobal };
  page.drift = page.driftt = drift;
  return drift;
}

/**
 * Hands out what was queued, once and in order. Where `window.drift` is a function that queues its arguments
 * (`drift('track', …)`) under `q`, or under `__q` as snippet 1.0.0 does, every later call is handed out at once: the
 * function itself is the page's, and stays.
 */
export function drainQueue(
  drift: DriftGlobal,
  run: (method: string, args: readonly unknown[]) => void,
): void {
  const replay = (entry: unknown): void => {
    if (!isEntry(entry)) return;
    const [method, ...args] = Array.from(entry) as unknown as QueueEntry;
    run(method, args);
  };
  if (typeof drift !== 'function') {
    if (Array.isArray(drift)) for (const entry of drift.splice(0)) replay(entry);
    return;
  }
  const queues = drift as Partial<Record<'q' | '__q', unknown>>;
  for (const name of ['q', '__q'] as const) {
    const queued = queues[name];
    // Live before the old ones are run: what they call in turn must not be lost.
    queues[name] = { push: replay };
    if (Array.isArray(queued)) for (const entry of queued) replay(entry);
  }
}

function isEntry(entry: unknown): entry is ArrayLike<unknown> {
  const isList = Array.isArray(entry) || Object.prototype.toString.call(entry) === '[object Arguments]';
  return isList && typeof (entry as ArrayLike<unknown>)[0] === 'string';
}
