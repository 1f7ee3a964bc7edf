import { useMemo, useReducer, useState } from 'preact/hooks';
import type { LedgerEntry } from '../../protocol';
import type { EntryFilter, EntryKind } from '../model/entry-filter';
import { filterEntries } from '../model/entry-filter';
import type { Hold } from './hold';
import { hold, RUNNING } from './hold';

/** What a person asked the list for. */
export interface Filter {
  kind: EntryKind;
  text: string;
  isOnlyThis: boolean;
}

export interface ShownEntries {
  filter: Filter;
  setFilter: (changes: Partial<Filter>) => void;
  held: Hold;
  /** The entries that pass and are not held back, newest first. */
  shown: readonly LedgerEntry[];
  /** How many pass, and how many of these are held back. */
  matching: number;
  waiting: number;
  toggle: (seq: number) => void;
  setScrolled: (isScrolled: boolean) => void;
  setPaused: (isPaused: boolean) => void;
  catchUp: () => void;
}

const UNFILTERED: Filter = { kind: 'all', text: '', isOnlyThis: false };

/** The ledger as the list shows it; the scope names the browser that may be asked for alone, or the contact it is all about. */
export function useShownEntries(
  entries: readonly LedgerEntry[],
  {
    aid,
    aidContactId,
    contactId,
  }: { aid: string | null; aidContactId: number | null; contactId: number | null },
): ShownEntries {
  const [filter, setFilter] = useState(UNFILTERED);
  const [held, tell] = useReducer(hold, RUNNING);
  const { kind, text, isOnlyThis } = filter;
  const matching = useMemo(() => {
    const browser: EntryFilter['browser'] =
      isOnlyThis && aid !== null ? { aid, contactId: aidContactId } : null;
    return filterEntries(entries, { kind, text, browser, contactId });
  }, [entries, kind, text, isOnlyThis, aid, aidContactId, contactId]);
  const shown = matching.filter(({ seq }) => held.at === null || seq <= held.at);
  const lastSeq = entries.at(-1)?.seq ?? 0;
  return {
    filter,
    setFilter: (changes) => setFilter((before) => ({ ...before, ...changes })),
    held,
    shown,
    matching: matching.length,
    waiting: matching.length - shown.length,
    toggle: (seq) => tell({ type: 'toggle', seq, lastSeq }),
    setScrolled: (isScrolled) => tell({ type: 'scroll', isScrolled, lastSeq }),
    setPaused: (isPaused) => tell({ type: 'pause', isPaused, lastSeq }),
    catchUp: () => tell({ type: 'catch-up', lastSeq }),
  };
}
