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

/** Over a `BroadcastChannel`, or over `storage` events where there is none. What this page says itself, from whatever instance, is not heard. */
export function createTabs(name: string, hear: (fact: unknown) => void): Tabs {
  const key = `driftkit:${name}`;
  let channel: BroadcastChannel | undefined;
  let isOpen = false;

  const receive = (data: unknown): void => {
    const { from, ...fact } = (data ?? {}) as { from?: unknown };
    if (from !== pageRegistry().id) hear(fact);
  };
  const onStorage = ({ key: changed, newValue }: StorageEvent): void => {
    if (changed === key && newValue) receive(parse(newValue));
  };
  const connect = (): void => {
    channel ??= openChannel(key);
    if (channel) channel.onmessage = ({ data }: MessageEvent<unknown>) => receive(data);
  };
  // An open channel can keep a page out of the back/forward cache.
  const hang = (): void => {
    channel?.close();
    channel = undefined;
  };
  const listeners: [event: string, listener: (event: never) => void][] = [
    ['storage', onStorage],
    ['pagehide', hang],
    ['pageshow', ({ persisted }: PageTransitionEvent) => persisted && connect()],
  ];

  return {
    open() {
      if (isOpen) return;
      isOpen = true;
      connect();
      for (const [event, listener] of listeners) window.addEventListener?.(event, listener as EventListener);
    },
    tell(told) {
      const fact = { ...told, from: pageRegistry().id };
      // A page that does not listen, such as one that only logs out, has something to tell as well.
      const speaker = channel ?? openChannel(key);
      speaker?.postMessage(fact);
      if (speaker !== channel) speaker?.close();
      if (speaker) return;
      try {
        localStorage.setItem(key, JSON.stringify(fact));
        localStorage.removeItem(key); // so that the same fact is a change again next time
      } catch {
        // Storage is refused to this page, so no other tab of it shares anything that could be told.
      }
    },
    close() {
      isOpen = false;
      hang();
      for (const [event, listener] of listeners)
        window.removeEventListener?.(event, listener as EventListener);
    },
  };
}

/** Undefined where there is none, or where the browser refuses it together with all storage. */
function openChannel(key: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(key);
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
