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
 * Hands out what was queued, once and in order. Where `window.drift` is a function that queues its arguments under `q`
 * (`drift('track', …)`), every later call is handed out at once: the function itself is the page's, and stays.
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
  const { q } = drift as { q?: unknown };
  // Live before the old ones are run: what they call in turn must not be lost.
  (drift as { q?: unknown }).q = { push: replay };
  if (Array.isArray(q)) for (const entry of q) replay(entry);
}

function isEntry(entry: unknown): entry is ArrayLike<unknown> {
  const isList = Array.isArray(entry) || Object.prototype.toString.call(entry) === '[object Arguments]';
  return isList && typeof (entry as ArrayLike<unknown>)[0] === 'string';
}
