/** The app's listeners of Drift's events: registered with Drift once per event, kept over reset and reload, never called twice. */
import type { Report } from '../errors';
import { isolate } from '../observable';
import type { QueueEntry } from '../vendor';

export type AnyListener = (...args: never[]) => unknown;

export interface Listeners {
  readonly byEvent: Map<string, Set<{ listener: AnyListener }>>;
  /** The handler that counts for each event; what an earlier Drift still calls is ignored. */
  readonly handlers: Map<string, AnyListener>;
  readonly report: Report;
}

export function createListeners(report: Report): Listeners {
  return { byEvent: new Map(), handlers: new Map(), report };
}

/** Adds a listener; says whether it is the first of its event, and how to remove it. */
export function addListener(
  { byEvent }: Listeners,
  event: string,
  listener: AnyListener,
): { isFirst: boolean; remove: () => void } {
  const own = { listener }; // the same function added twice is called twice
  const known = byEvent.get(event);
  byEvent.set(event, (known ?? new Set()).add(own));
  return { isFirst: !known, remove: () => void byEvent.get(event)?.delete(own) };
}

export function emit(listeners: Listeners, event: string, args: unknown[]): void {
  const known = listeners.byEvent.get(event) ?? new Set();
  for (const own of [...known])
    if (known.has(own))
      isolate(`A listener of "${event}"`, listeners.report, () => own.listener(...(args as never[])));
}

/** The queue entry that registers an event with Drift; an earlier registration does not count any more. */
export function onEntry(listeners: Listeners, event: string): QueueEntry {
  const handler: AnyListener = (...args) => {
    if (listeners.handlers.get(event) === handler) emit(listeners, event, args);
  };
  listeners.handlers.set(event, handler);
  return ['on', event, handler];
}

/** All registrations. `ready` is not among them: the page's state decides when that is true. */
export const onEntries = (listeners: Listeners): QueueEntry[] =>
  [...listeners.byEvent.keys()]
    .filter((event) => event !== 'ready')
    .map((event) => onEntry(listeners, event));
