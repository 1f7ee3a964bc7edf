import { useCallback } from 'react';
import { openChat } from '../adapter';
import type { DriftError } from '../index';
import { useDriftOf } from './context';
import { useLatest } from './use-latest';

/**
 * Gives the handler of a help button: it opens the chat as soon as Drift is ready, and after a failure it tries to load Drift again.
 * Where no chat comes of it, at once or within the `timeout`, `fallback` is called with the reason, unless the component is gone by then.
 * While consent is still waited for there is neither: `useDriftState` says so.
 *
 * @example
 * const openChat = useOpenChat(() => navigate('/contact'))
 * return <button onClick={openChat}>Help</button>
 */
export function useOpenChat(fallback: (error: DriftError) => void): () => void {
  const drift = useDriftOf('useOpenChat()');
  const latest = useLatest(fallback);
  return useCallback(() => openChat(drift, (error) => latest.current?.(error)), [drift, latest]);
}
