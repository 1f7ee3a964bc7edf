/**
 * What one tab must tell the others. A message is a fact to reconcile, never a token and never an id:
 * the person is named by the same one-way hash as in the marker.
 */

export type TabMessage =
  /** Whom this browser belongs to from now on; null for nobody. */
  { readonly type: 'person'; readonly hash: string | null } | { readonly type: 'withdrawn' };

export interface Tabs {
  /** Begins to listen; twice is once. */
  open(): void;
  tell(message: TabMessage): void;
  /** Stops listening, for good or for the time in the back/forward cache. */
  close(): void;
}

/** Over a `BroadcastChannel`, or over `storage` events where there is none; neither comes back to the tab that speaks. */
export function createTabs(name: string, hear: (message: TabMessage) => void): Tabs {
  const key = `driftkit:${name}`;
  let channel: BroadcastChannel | undefined;
  let isOpen = false;

  const receive = (data: unknown): void => {
    const message = data as Partial<TabMessage> | null;
    if (message?.type === 'withdrawn') hear({ type: 'withdrawn' });
    else if (message?.type === 'person' && (typeof message.hash === 'string' || message.hash === null))
      hear({ type: 'person', hash: message.hash });
  };
  const onStorage = ({ key: changed, newValue }: StorageEvent): void => {
    if (changed === key && newValue) receive(parse(newValue));
  };

  return {
    open() {
      if (isOpen) return;
      isOpen = true;
      channel = openChannel(key);
      if (!channel) return window.addEventListener('storage', onStorage);
      channel.onmessage = ({ data }: MessageEvent<unknown>) => receive(data);
    },
    tell(message) {
      // A page that never loads Drift, such as one that only logs out, has something to tell as well.
      const speaker = channel ?? openChannel(key);
      speaker?.postMessage(message);
      if (speaker !== channel) speaker?.close();
      if (speaker) return;
      try {
        localStorage.setItem(key, JSON.stringify(message));
        localStorage.removeItem(key); // so that the same message is a change again next time
      } catch {
        // Storage is refused to this page, so no other tab of it shares anything that could be told.
      }
    },
    close() {
      isOpen = false;
      channel?.close();
      channel = undefined;
      window.removeEventListener('storage', onStorage);
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
