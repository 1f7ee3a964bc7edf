import { createListeners } from './listeners';
import { redact } from './redact';
import type { EntryOf, LedgerEntry, LedgerType } from './protocol';

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
};
export const LEDGER_TYPES: LedgerType[] = Object.keys(KINDS) as LedgerType[];

/** Fields an entry must have, compared by identity, and the seq after which to look. */
export type LedgerFilter<T extends LedgerType = LedgerType> = { type?: T; after?: number } & Partial<
  Omit<EntryOf<T>, 'type'>
>;

type Test = (entry: LedgerEntry) => boolean;
export type LedgerQuery<T extends LedgerType = LedgerType> = LedgerFilter<T> | Test;

export interface WaitOptions {
  /** Milliseconds until the wait fails. Default 5000. */
  timeout?: number;
  /** Only entries with a greater seq count. Default 0: what happened already counts too. */
  after?: number;
}

/** Everything that happened, in order. Nothing else is needed to judge a journey. */
export interface Ledger {
  /** The entries that match, oldest first. */
  entries<T extends LedgerType = LedgerType>(query?: LedgerQuery<T>): EntryOf<T>[];
  /**
   * The first entry that matches, past or to come. Rejects after `timeout` with an error that says what was
   * waited for and what happened instead.
   */
  waitFor<T extends LedgerType = LedgerType>(
    query: LedgerQuery<T>,
    options?: WaitOptions,
  ): Promise<EntryOf<T>>;
  /** The seq of the newest entry; 0 before the first. */
  readonly lastSeq: number;
}

// Spread over the union, so that each kind of entry keeps its own fields.
type Draft<E = LedgerEntry> = E extends LedgerEntry ? Omit<E, 'seq' | 'at'> : never;

export interface LedgerBook extends Ledger {
  append(draft: Draft): void;
  listen(listener: (entry: LedgerEntry) => void): () => void;
  clear(): void;
}

export function createLedger(now: () => number): LedgerBook {
  let entries: LedgerEntry[] = [];
  let lastSeq = 0;
  const listeners = createListeners<LedgerEntry>();

  const matching = <T extends LedgerType>(query: LedgerQuery<T>): EntryOf<T>[] =>
    entries.filter(testOf(query)) as EntryOf<T>[];

  return {
    get lastSeq() {
      return lastSeq;
    },
    entries: (query = {}) => matching(query),
    waitFor: <T extends LedgerType>(
      query: LedgerQuery<T>,
      { timeout = 5000, after = 0 }: WaitOptions = {},
    ) => {
      const found = matching(query).find((entry) => entry.seq > after);
      if (found) return Promise.resolve(found);
      return new Promise<EntryOf<T>>((resolve, reject) => {
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`${describe(query)} did not happen within ${timeout} ms. ${summary(entries)}`));
        }, timeout);
        const test = testOf(query);
        const stop = listeners.add((entry) => {
          if (entry.seq <= after || !test(entry)) return;
          clearTimeout(timer);
          stop();
          resolve(entry as EntryOf<T>);
        });
      });
    },
    append(draft) {
      const entry: LedgerEntry = redact({ seq: ++lastSeq, at: now(), ...draft });
      entries.push(entry);
      listeners.tell(entry);
    },
    listen: (listener) => listeners.add(listener),
    clear() {
      // The count goes on: a watcher that asks for what came after its last seq must never miss the new start.
      entries = [];
    },
  };
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
