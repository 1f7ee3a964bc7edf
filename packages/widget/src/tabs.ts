import { pageRegistry } from './registry';

/**
 * A line to the other tabs of this origin. What is heard on it is untrusted: a fact to reconcile, never a token and never an id.
 */
export interface Tabs {
  /** Begins to listen; twice is once. */
  open(): void;
  tell(fact: object): void;
  /** Stops listening. */
  close(): void;
}

/** Messages of this page itself, from any instance, are ignored. Without `BroadcastChannel` no messages are sent or received. */
export function createTabs(name: string, hear: (fact: unknown) => void): Tabs {
  let channel: BroadcastChannel | undefined;
  let unlisten: (() => void) | undefined;

  const connect = (): void => {
    channel ??= openChannel(name);
    if (!channel) return;
    channel.onmessage = ({ data }: MessageEvent<{ from?: unknown } | null>) => {
      if (data?.from !== pageRegistry().id) hear(data);
    };
  };
  // An open channel can keep a page out of the back/forward cache.
  const disconnect = (): void => {
    channel?.close();
    channel = undefined;
  };

  return {
    open() {
      if (unlisten) return;
      connect();
      unlisten = listenTo(window, {
        pagehide: disconnect,
        pageshow: ({ persisted }) => void (persisted && connect()),
      });
    },
    tell(fact) {
      // On a line of its own: a page that does not listen, such as one that only logs out, has something to tell as well.
      const line = openChannel(name);
      line?.postMessage({ ...fact, from: pageRegistry().id });
      line?.close();
    },
    close() {
      disconnect();
      unlisten?.();
      unlisten = undefined;
    },
  };
}

/** Listens to the browser until the result is called. A shimmed window takes no listeners. */
export function listenTo(
  target: Partial<EventTarget>,
  listeners: Record<string, (event: PageTransitionEvent) => void>,
): () => void {
  const each = (method: 'addEventListener' | 'removeEventListener'): void => {
    for (const [type, listener] of Object.entries(listeners))
      target[method]?.(type, listener as EventListener);
  };
  each('addEventListener');
  return () => each('removeEventListener');
}

/** Undefined where there is none, or where the browser refuses it together with all storage. */
function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(`driftkit:${name}`);
  } catch {
    return undefined;
  }
}
