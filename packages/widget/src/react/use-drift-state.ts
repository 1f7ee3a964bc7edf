import { useSyncExternalStore } from 'react';
import type { DriftState } from '../index';
import { useDriftOf } from './context';

const IDLE: DriftState = { status: 'idle' };

/**
 * Where Drift is on this page; renders again only when it changes. On the server, and while hydrating, it is `idle`,
 * whatever the options say: `enabled` is often decided by what only the browser knows, and then the two would differ.
 */
export function useDriftState(): DriftState {
  const drift = useDriftOf('useDriftState()');
  return useSyncExternalStore(
    drift.subscribe,
    () => drift.state,
    () => IDLE,
  );
}
