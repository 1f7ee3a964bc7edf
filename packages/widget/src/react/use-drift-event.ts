import { useEffect } from 'react';
import type { DriftEventMap, DriftEventName, DriftListener } from '../index';
import { useDriftOf } from './context';
import { useLatest } from './use-latest';

/** Listens while the component is mounted: one subscription, and always the listener of the last commit. */
export function useDriftEvent<K extends DriftEventName>(event: K, listener: DriftListener<K>): void {
  const drift = useDriftOf('useDriftEvent()');
  const latest = useLatest(listener);
  useEffect(
    () => drift.on(event, (...args: DriftEventMap[K]) => latest.current?.(...args)),
    [drift, event, latest],
  );
}
