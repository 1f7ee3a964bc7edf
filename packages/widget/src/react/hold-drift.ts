import type { Drift } from '../index';
import { isSession } from './is-session';

/** How many mounted providers hold each object. */
const holders = new Map<Drift, number>();

/**
 * Counts a provider in, and out again when the result is called. An object that no provider holds any more lives on, since its
 * provider may come back; only when another one comes in its place is a session closed, because a page has one.
 */
export function holdDrift(drift: Drift): () => void {
  for (const [other, count] of holders) {
    if (other === drift || count > 0) continue;
    holders.delete(other);
    if (isSession(other)) other.close();
  }
  const count = (change: number): unknown => holders.set(drift, (holders.get(drift) ?? 0) + change);
  count(1);
  return () => void count(-1);
}
