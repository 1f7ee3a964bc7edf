import { useEffect, useReducer, useRef } from 'preact/hooks';
import type { LiveState } from './live-state';
import { fold, INITIAL_STATE } from './live-state';
import type { LiveStream } from './live-stream';
import { openLiveStream } from './live-stream';

/** The sandbox as it is now, and a way to ask again at once when it is gone. */
export function useLiveState(origin: string): [state: LiveState, retryNow: () => void] {
  const [state, tell] = useReducer(fold, INITIAL_STATE);
  const stream = useRef<LiveStream | null>(null);
  useEffect(() => {
    const opened = openLiveStream(origin, tell);
    stream.current = opened;
    return () => opened.close();
  }, [origin]);
  return [state, () => stream.current?.retryNow()];
}
