/** The app's listeners of Drift's events: registered with Drift once per event, kept over reset and reload, never called twice. */
import type { Report } from '../errors';
import { tellAll } from '../observable';
import type { AnyListener, ListenerSet } from '../observable';
import type { QueueEntry } from '../vendor';

export interface Listeners {
  readonly byEvent: Map<string, ListenerSet>;
  /** Counts the Drifts that were told of them. What an earlier one still calls is ignored. */
  era: number;
  readonly report: Report;
}

export function createListeners(report: Report): Listeners {
  return { byEvent: new Map(), era: 0, report };
}

export function emit({ byEvent, report }: Listeners, event: string, args: unknown[]): void {
  tellAll(byEvent.get(event) ?? new Set(), `"${event}"`, report, args);
}

/** The queue entry that registers an event with Drift. */
export function onEntry(listeners: Listeners, event: string): QueueEntry {
  const { era } = listeners;
  const handler: AnyListener = (...args) => {
    if (listeners.era === era) emit(listeners, event, args);
  };
  return ['on', event, handler];
}

/** All registrations, in place of earlier ones. `ready` is not among them: the page's state decides when that is true. */
export function onEntries(listeners: Listeners): QueueEntry[] {
  listeners.era++;
  const events = [...listeners.byEvent.keys()].filter((event) => event !== 'ready');
  return events.map((event) => onEntry(listeners, event));
}
