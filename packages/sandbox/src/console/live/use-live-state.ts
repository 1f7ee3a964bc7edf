import { useEffect, useReducer, useRef } from 'preact/hooks';
import { inBatches } from './in-batches';
import type { LiveEvent, LiveState } from './live-state';
import { fold, INITIAL_STATE } from './live-state';
import type { LiveStream } from './live-stream';
import { openLiveStream } from './live-stream';

/** The sandbox as it is now, and a way to ask again at once when it is gone. */
export function useLiveState(origin: string): [state: LiveState, retryNow: () => void] {
  const [state, tell] = useReducer(foldAll, INITIAL_STATE);
  const stream = useRef<LiveStream | null>(null);
  useEffect(() => {
    const batches = inBatches(tell);
    const opened = openLiveStream(origin, batches.add);
    stream.current = opened;
    return () => {
      opened.close();
      batches.stop();
    };
  }, [origin]);
  return [state, () => stream.current?.retryNow()];
}

function foldAll(state: LiveState, events: readonly LiveEvent[]): LiveState {
  return events.reduce(fold, state);
}
