/**
 * Whether the list of calls runs on or stands still. It stands while a person reads in it: an entry is open, the list
 * is scrolled, or it was paused. So nothing moves while a person reads.
 */
export interface Hold {
  /** The seqs of the entries that are open. */
  open: ReadonlySet<number>;
  isScrolled: boolean;
  isPaused: boolean;
  /** Entries after this seq wait; null while the list runs on. */
  at: number | null;
}

/** `lastSeq` is that of the newest entry at the time of the event. */
export type HoldEvent =
  | { type: 'toggle'; seq: number; lastSeq: number }
  | { type: 'scroll'; isScrolled: boolean; lastSeq: number }
  | { type: 'pause'; isPaused: boolean; lastSeq: number }
  /** Show what waits, and go on standing if there is a reason to. */
  | { type: 'catch-up'; lastSeq: number };

export const RUNNING: Hold = { open: new Set(), isScrolled: false, isPaused: false, at: null };

export function hold(state: Hold, event: HoldEvent): Hold {
  const next = apply(state, event);
  const stands = next.open.size > 0 || next.isScrolled || next.isPaused;
  return { ...next, at: stands ? (next.at ?? event.lastSeq) : null };
}

function apply(state: Hold, event: HoldEvent): Hold {
  switch (event.type) {
    case 'toggle':
      return { ...state, open: toggled(state.open, event.seq) };
    case 'scroll':
      return { ...state, isScrolled: event.isScrolled };
    case 'pause':
      return { ...state, isPaused: event.isPaused };
    case 'catch-up':
      return { ...state, at: null };
  }
}

function toggled(open: ReadonlySet<number>, seq: number): ReadonlySet<number> {
  const next = new Set(open);
  if (!next.delete(seq)) next.add(seq);
  return next;
}
