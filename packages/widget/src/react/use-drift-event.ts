import { useEffect, useInsertionEffect, useRef } from 'react';
import type { DriftEventMap, DriftEventName, DriftListener } from '../index';
import { useDriftOf } from './context';

/** Listens while the component is mounted: one subscription, and always the listener of the last commit. */
export function useDriftEvent<K extends DriftEventName>(event: K, listener: DriftListener<K>): void {
  const drift = useDriftOf('useDriftEvent()');
  const latest = useRef(listener);
  // The earliest effect of a commit, and silent on a server: an event never meets the listener of a page that is gone.
  useInsertionEffect(() => {
    latest.current = listener;
  });
  useEffect(() => drift.on(event, (...args: DriftEventMap[K]) => latest.current(...args)), [drift, event]);
}
