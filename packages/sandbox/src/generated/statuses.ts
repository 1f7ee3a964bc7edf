import type { ConversationStatus } from '../protocol';

export const STATUSES: readonly ConversationStatus[] = ['open', 'closed', 'pending', 'bulk_sent'];

// The same twenty rows repeat, so the number of open rows among the first n needs no counting.
const PATTERN: readonly ConversationStatus[] = [
  'open',
  'closed',
  'closed',
  'open',
  'closed',
  'pending',
  'closed',
  'closed',
  'open',
  'closed',
  'bulk_sent',
  'closed',
  'closed',
  'open',
  'closed',
  'closed',
  'pending',
  'closed',
  'open',
  'closed',
];

export function statusAt(index: number): ConversationStatus {
  return PATTERN[index % PATTERN.length] ?? 'open';
}

/** How many of the first rows are in one of these statuses. */
export function countTo(index: number, wanted: ReadonlySet<ConversationStatus> | undefined): number {
  if (!wanted) return index;
  const inPattern = (length: number): number =>
    PATTERN.slice(0, length).filter((one) => wanted.has(one)).length;
  return Math.floor(index / PATTERN.length) * inPattern(PATTERN.length) + inPattern(index % PATTERN.length);
}

/** The row before which so many are in one of these statuses; Infinity where no row ever is. */
export function selectFrom(nth: number, wanted: ReadonlySet<ConversationStatus> | undefined): number {
  if (!wanted) return nth;
  const places = PATTERN.flatMap((one, place) => (wanted.has(one) ? [place] : []));
  if (places.length === 0) return Infinity;
  return Math.floor(nth / places.length) * PATTERN.length + (places[nth % places.length] ?? 0);
}
