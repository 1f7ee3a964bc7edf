import { useEffect } from 'react';
import { countPath } from '../adapter';
import { useDriftOf } from './context';

/**
 * Tells Drift of client-side navigation: calls `drift.page(path)` after each change of the path, whatever router it comes from.
 * Not for the path on which Drift boots: that one it counts itself (devdocs: Contact properties, `drift.page`).
 */
export function useDriftPage(path: string): void {
  const drift = useDriftOf('useDriftPage()');
  useEffect(() => countPath(drift, path), [drift, path]);
}
