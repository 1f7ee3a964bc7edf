import type { Listeners } from './listeners';
import { createLedgerRows } from './ledger-rows';
import { createListeners } from './listeners';
import { LONGEST_DELAY } from '../time/clock';
import { redact, withoutPasswords } from '../rules/redact';
import type { EntryOf, LedgerEntry, LedgerType } from '../protocol';

// Written as a record, so that no kind can be forgotten.
const KINDS: Readonly<Record<LedgerType, true>> = {
  script: true,
  bootstrap: true,
  identify: true,
  ready: true,
  call: true,
  track: true,
  attributes: true,
  page: true,
  message: true,
  reset: true,
  unload: true,
  webhook: true,
  oauth: true,
  request: true,
};
export const LEDGER_TYPES: LedgerType[] = Object.keys(KINDS) as LedgerType[];

/** Fields an entry must have, compared by identity, and the seq after which to look. */
export type LedgerFilter<T extends LedgerType = LedgerType> = { type?: T; after?: number } & Partial<
  Omit<EntryOf<T>, 'type'>
>;

type Test = (entry: LedgerEntry) => boolean;
export type LedgerQuery<T extends LedgerType = LedgerType> = LedgerFilter<T> | Test;

export interface WaitOptions {
  /** Milliseconds until the wait fails; `Infinity` to wait for as long as the process lives. Default 5000. */
  timeout?: number;
  /** Only entries with a greater seq count. Default 0: what happened already counts too. */
  after?: number;
}

/** Everything that happened, in order. */
export interface Ledger {
  /**
   * The entries that match, oldest first. Throws `RangeError` when it is asked for what came after a seq and some of
   * that was dropped to stay within `ledgerLimit`, because the answer would be incomplete.
   */
  entries<T extends LedgerType = LedgerType>(query?: LedgerQuery<T>): EntryOf<T>[];
  /**
   * The first entry that matches, past or to come. Rejects after `timeout` with an error that says what was
   * waited for and what happened instead; and at once where `entries` would throw.
   */
  waitFor<T extends LedgerType = LedgerType>(
    query: LedgerQuery<T>,
    options?: WaitOptions,
  ): Promise<EntryOf<T>>;
  /** The seq of the newest entry; 0 before the first. */
  readonly lastSeq: number;
  /** The seq of the oldest entry that was not dropped; null when there is none. */
  readonly oldestSeq: number | null;
  /** How many entries were dropped to stay within `ledgerLimit`, since the start or the last `reset()`. */
  readonly dropped: number;
}

// Spread over the union, so that each kind of entry keeps its own fields.
type Draft<E = LedgerEntry> = E extends LedgerEntry ? Omit<E, 'seq' | 'at'> : never;

/** What a ledger must know to go on where an earlier run stopped. */
export interface KeptLedger {
  entries: readonly LedgerEntry[];
  lastSeq: number;
  dropped: number;
}

export interface LedgerStore extends Ledger {
  append(draft: Draft): void;
  listen(listener: (entry: LedgerEntry) => void): () => void;
  /** Whether nothing that came after this seq was dropped. */
  hasAllAfter(seq: number): boolean;
  restore(kept: KeptLedger): void;
  clear(): void;
}

export interface LedgerStoreOptions {
  now: () => number;
  /** How many entries are kept. */
  limit: number;
  /** The entry without secrets. */
  mask?: (entry: LedgerEntry) => LedgerEntry;
}

export function createLedgerStore({ now, limit, mask = (entry) => entry }: LedgerStoreOptions): LedgerStore {
  const rows = createLedgerRows(limit);
  let lastSeq = 0;
  const listeners = createListeners<LedgerEntry>();

  const matching = <T extends LedgerType>(query: LedgerQuery<T>): EntryOf<T>[] => {
    if (typeof query !== 'function') rows.assertWhole(query.after ?? 0);
    return rows.entries.filter(testOf(query)) as EntryOf<T>[];
  };
  const whatHappened = (): string => {
    const ended = summary(rows.entries);
    return rows.dropped === 0 ? ended : `${ended} Of earlier ones, ${rows.droppedSentence()}`;
  };

  return {
    get lastSeq() {
      return lastSeq;
    },
    get oldestSeq() {
      return rows.oldestSeq;
    },
    get dropped() {
      return rows.dropped;
    },
    hasAllAfter: rows.hasAllAfter,
    entries: (query = {}) => matching(query),
    // Async, so that a query which throws becomes a rejection.
    waitFor: async (query, { timeout = 5000, after = 0 } = {}) => {
      rows.assertWhole(after);
      const found = matching(query).find((entry) => entry.seq > after);
      return found ?? nextEntry(listeners, query, { timeout, after }, whatHappened);
    },
    append(draft) {
      const entry: LedgerEntry = mask(withoutPasswords(redact({ seq: ++lastSeq, at: now(), ...draft })));
      rows.push(entry);
      listeners.tell(entry);
    },
    listen: (listener) => listeners.add(listener),
    restore(kept) {
      ({ lastSeq } = kept);
      rows.restore(kept.entries, kept.dropped);
    },
    // The count goes on: a watcher that asks for what came after its last seq must never miss the new start.
    clear: () => rows.restore([], 0),
  };
}

/** The next entry that matches. Rejects after `timeout`, and says what happened instead. */
function nextEntry<T extends LedgerType>(
  listeners: Listeners<LedgerEntry>,
  query: LedgerQuery<T>,
  { timeout, after }: Required<WaitOptions>,
  whatHappened: () => string,
): Promise<EntryOf<T>> {
  const test = testOf(query);
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      stop();
      reject(new Error(`${describe(query)} did not happen within ${timeout} ms. ${whatHappened()}`));
    };
    const timer = setTimeout(giveUp, Math.min(timeout, LONGEST_DELAY));
    const stop = listeners.add((entry) => {
      if (entry.seq <= after || !test(entry)) return;
      clearTimeout(timer);
      stop();
      resolve(entry as EntryOf<T>);
    });
  });
}

function testOf(query: LedgerQuery<never> | LedgerQuery): Test {
  if (typeof query === 'function') return query;
  const { after = 0, ...fields } = query;
  const wanted = Object.entries(fields).filter(([, value]) => value !== undefined);
  return (entry) =>
    entry.seq > after &&
    wanted.every(([key, value]) => (entry as unknown as Record<string, unknown>)[key] === value);
}

function describe(query: LedgerQuery<never> | LedgerQuery): string {
  return typeof query === 'function'
    ? 'An entry that passes the test'
    : `An entry with ${JSON.stringify(query)}`;
}

function summary(entries: readonly LedgerEntry[]): string {
  if (entries.length === 0) return 'The ledger is empty.';
  const last = entries.slice(-8).map(({ seq, type }) => `${seq} ${type}`);
  return `The ledger ends with: ${last.join(', ')}.`;
}
