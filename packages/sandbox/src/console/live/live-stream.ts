import type { LedgerEntry, StreamMessage } from '../../protocol';
import type { LiveEvent } from './live-state';
import { KEPT_ENTRIES } from './live-state';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

export interface LiveStream {
  /** Does not wait for the pause to end. Does nothing while connected. */
  retryNow(): void;
  close(): void;
}

/**
 * The sandbox's stream and the history before it, as events. Comes back by itself after a break, with growing
 * pauses; after each `hello` the history is read anew, so nothing is missed and nothing is of another sandbox.
 *
 * @param origin where the sandbox is, as `http://127.0.0.1:4100`
 */
export function openLiveStream(origin: string, onEvent: (event: LiveEvent) => void): LiveStream {
  let pause = FIRST_PAUSE;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = (): void => undefined;
  let closed = false;

  const open = (): void => {
    timer = undefined;
    stop = connect(origin, {
      onEvent,
      onWhole: () => (pause = FIRST_PAUSE),
      onEnd() {
        if (closed) return;
        onEvent({ type: 'lost', at: Date.now() });
        timer = setTimeout(open, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      },
    });
  };
  open();
  return {
    retryNow() {
      if (timer === undefined) return;
      clearTimeout(timer);
      open();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      stop();
    },
  };
}

interface ConnectionOptions {
  onEvent: (event: LiveEvent) => void;
  /** State and history are there. */
  onWhole: () => void;
  onEnd: () => void;
}

/** One connection, until it breaks or is closed. */
function connect(origin: string, { onEvent, onWhole, onEnd }: ConnectionOptions): () => void {
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/sandbox/stream`);
  const ended = new AbortController();
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    const message = JSON.parse(data) as StreamMessage;
    onEvent({ type: 'message', message });
    if (message.type === 'hello') void readHistory(message.state.lastSeq);
  };
  socket.onclose = () => {
    ended.abort();
    onEnd();
  };
  const readHistory = async (lastSeq: number): Promise<void> => {
    try {
      const entries = await fetchLedger(origin, Math.max(0, lastSeq - KEPT_ENTRIES), ended.signal);
      if (ended.signal.aborted) return;
      onEvent({ type: 'history', entries });
      onWhole();
    } catch {
      // Half a picture is worse than a visible break: try the whole again.
      socket.close();
    }
  };
  return () => socket.close();
}

async function fetchLedger(origin: string, after: number, signal: AbortSignal): Promise<LedgerEntry[]> {
  const response = await fetch(`${origin}/sandbox/ledger?after=${after}`, { signal });
  if (!response.ok) throw new Error(`The ledger answered ${response.status}.`);
  return ((await response.json()) as { entries: LedgerEntry[] }).entries;
}
