import { useEffect, useRef } from 'react';
import type { DriftEventMap, DriftEventName, DriftListener } from '../index';
import { useDriftOf } from './context';

/** Listens while the component is mounted: one subscription, and always the latest listener. */
export function useDriftEvent<K extends DriftEventName>(event: K, listener: DriftListener<K>): void {
  const drift = useDriftOf('useDriftEvent');
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => drift.on(event, (...args: DriftEventMap[K]) => latest.current(...args)), [drift, event]);
}
