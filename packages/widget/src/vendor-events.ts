/** Drift's events for our listeners: registered with Drift once each, kept over reset and reload, and never delivered twice. */
import type { DriftEventMap, DriftEventName, DriftListener } from './events';
import type { Report } from './errors';
import { isolate } from './observable';
import type { QueueEntry, VendorDrift } from './vendor';

type AnyListener = (...args: unknown[]) => void;

export interface VendorEvents {
  on<K extends DriftEventName>(event: K, listener: DriftListener<K>): () => void;
  emit<K extends DriftEventName>(event: K, ...args: DriftEventMap[K]): void;
  /** The queue entry that registers an event with a Drift that is about to boot; its earlier registration goes stale. */
  entry(event: string): QueueEntry;
  /** Registers all again with a Drift that came after it was given up: it found an empty queue. */
  renew(drift: VendorDrift): void;
  /** What an earlier Drift still emits is ignored from here on. */
  detach(): void;
}

/** `register` is called when an event gets its first listener. */
export function createVendorEvents(register: (entry: QueueEntry) => void, report: Report): VendorEvents {
  const listeners = new Map<string, Set<AnyListener>>();
  const handlers = new Map<string, AnyListener>();

  function entry(event: string): QueueEntry {
    const handler: AnyListener = (...args) => {
      if (handlers.get(event) === handler) dispatch(event, args);
    };
    handlers.set(event, handler);
    return ['on', event, handler];
  }

  function dispatch(event: string, args: unknown[]): void {
    for (const listener of [...(listeners.get(event) ?? [])])
      if (listeners.get(event)?.has(listener))
        isolate(`A listener of "${event}"`, report, () => listener(...args));
  }

  // `ready` is not Drift's to repeat: the page's state decides when it is true.
  const names = (): string[] => [...listeners.keys()].filter((event) => event !== 'ready');

  return {
    on(event, listener) {
      const own: AnyListener = (...args) => listener(...(args as DriftEventMap[typeof event]));
      const known = listeners.get(event);
      if (known) known.add(own);
      else {
        listeners.set(event, new Set([own]));
        if (event !== 'ready') register(entry(event));
      }
      return () => void listeners.get(event)?.delete(own);
    },
    emit: (event, ...args) => dispatch(event, args),
    entry,
    renew(drift) {
      for (const event of names()) {
        const old = handlers.get(event);
        if (old) drift.off?.(event, old);
        const [, ...args] = entry(event);
        drift.on?.(...(args as [string, AnyListener]));
      }
    },
    detach: () => handlers.clear(),
  };
}
