import { useEffect } from 'react';
import type { Drift, DriftState } from '../index';
import { useDriftOf } from './context';

/** The path that Drift has counted last. By object, not by component: a hook in each page, or in a layout that remounts, counts alike. */
const counted = new WeakMap<Drift, string>();

/**
 * Tells Drift of client-side navigation: calls `drift.page(path)` after each change of the path, whatever router it comes from.
 * Not for the path on which Drift boots: that one it counts itself (devdocs: Contact properties, `drift.page`).
 */
export function useDriftPage(path: string): void {
  const drift = useDriftOf('useDriftPage()');
  useEffect(() => {
    const last = counted.get(drift);
    counted.set(drift, path);
    if (last !== undefined && last !== path && isOnItsWay(drift.state)) drift.page(path);
  }, [drift, path]);
}

/** Whether Drift has read, or is about to read, the address of the page: before that there is nothing to correct. */
function isOnItsWay({ status }: DriftState): boolean {
  return status === 'loading' || status === 'ready' || status === 'resetting';
}
