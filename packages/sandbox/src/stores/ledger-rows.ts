import type { LedgerEntry } from '../protocol';

/** The newest entries, up to a limit, and how many were dropped to stay within it. */
export interface LedgerRows {
  readonly entries: readonly LedgerEntry[];
  readonly dropped: number;
  /** Null when there is no entry. */
  readonly oldestSeq: number | null;
  push(entry: LedgerEntry): void;
  /** These entries take the place of all. */
  restore(entries: readonly LedgerEntry[], dropped: number): void;
  /** Whether no entry after this seq was dropped. */
  hasAllAfter(seq: number): boolean;
  /** Throws `RangeError` where an entry after this seq was dropped. */
  assertWhole(after: number): void;
  /** How many entries were dropped, and what to do about it. */
  droppedSentence(): string;
}

export function createLedgerRows(limit: number): LedgerRows {
  let entries: LedgerEntry[] = [];
  let dropped = 0;

  const oldestSeq = (): number | null => entries[0]?.seq ?? null;
  // 0 asks for everything that is left. A caller who names a seq has seen it, and wants what follows.
  const hasAllAfter = (seq: number): boolean => dropped === 0 || seq === 0 || seq >= (oldestSeq() ?? 0) - 1;
  const dropOldest = (): void => {
    const surplus = entries.length - limit;
    if (surplus <= 0) return;
    entries.splice(0, surplus);
    dropped += surplus;
  };
  const droppedSentence = (): string => {
    const oldest = oldestSeq();
    const here = oldest === null ? 'none is left' : `the oldest is now ${oldest}`;
    return `${dropped} were dropped, ${here}. To keep more, raise ledgerLimit.`;
  };
  return {
    get entries() {
      return entries;
    },
    get dropped() {
      return dropped;
    },
    get oldestSeq() {
      return oldestSeq();
    },
    push(entry) {
      entries.push(entry);
      dropOldest();
    },
    restore(kept, droppedBefore) {
      entries = [...kept];
      dropped = droppedBefore;
      dropOldest();
    },
    hasAllAfter,
    assertWhole(after) {
      if (hasAllAfter(after)) return;
      throw new RangeError(`The ledger dropped entries after ${after}: ${droppedSentence()}`);
    },
    droppedSentence,
  };
}
