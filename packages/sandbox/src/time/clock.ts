/** The longest time a timer can wait, in milliseconds: 24.8 days. Node fires a longer one at once. */
export const LONGEST_DELAY: number = 2 ** 31 - 1;

/** The time of one sandbox: that of the machine, moved forward as tests wish. */
export interface Clock {
  now(): number;
  /** Moves the clock forward. Throws `TypeError` unless it is given whole milliseconds. */
  advance(milliseconds: number): void;
  /** To be told whenever it was moved forward. */
  onAdvance(listener: () => void): void;
  /** Back to the time of the machine. */
  restore(): void;
}

/** A hundred years: later times could not be written as dates. */
const FURTHEST = 100 * 366 * 24 * 3_600_000;

export function createClock(now: () => number): Clock {
  let moved = 0;
  const listeners: (() => void)[] = [];
  return {
    now: () => now() + moved,
    advance(milliseconds) {
      if (!Number.isSafeInteger(milliseconds) || milliseconds < 0 || moved + milliseconds > FURTHEST)
        throw new TypeError(
          `clock.advance needs whole milliseconds, 0 or more; received ${String(milliseconds)}`,
        );
      moved += milliseconds;
      for (const listener of listeners) listener();
    },
    onAdvance: (listener) => void listeners.push(listener),
    restore() {
      moved = 0;
    },
  };
}
