import { vi } from 'vitest';

/** Other tabs, in the hands of the test: what this page says is written down, and what the test says is heard at once. */
export interface TabBus {
  readonly said: unknown[];
  /** How many channels of this page listen. */
  readonly listening: number;
  say(message: unknown): void;
}

export function installTabBus(): TabBus {
  const channels = new Set<FakeChannel>();
  const said: unknown[] = [];
  class FakeChannel {
    onmessage: ((event: { data: unknown }) => void) | null = null;
    constructor() {
      channels.add(this);
    }
    postMessage(message: unknown): void {
      said.push(unsigned(message));
    }
    close(): void {
      channels.delete(this);
    }
  }
  vi.stubGlobal('BroadcastChannel', FakeChannel);
  return {
    said,
    get listening() {
      return channels.size;
    },
    say: (message) => [...channels].forEach((channel) => channel.onmessage?.({ data: message })),
  };
}

/** Without the mark by which a page knows what it has said itself. */
function unsigned(message: unknown): unknown {
  const { from: _, ...fact } = message as { from?: unknown };
  return fact;
}
