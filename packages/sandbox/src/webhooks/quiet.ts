import type { Assumptions } from '../protocol';
import type { Timetable } from '../time/timetable';

/** Finds conversations without a message for some time. */
export interface Quiet {
  spoke(conversationId: number, at: number): void;
  forget(conversationId: number): void;
  clear(): void;
}

export interface QuietOptions {
  timetable: Timetable;
  now: () => number;
  period: () => Assumptions['inactiveAfter'];
  /** Called once for each last message, with its time. */
  onQuiet: (conversationId: number, lastAt: number) => void;
}

const PERIODS = { '1min': 60_000, '10min': 600_000, never: Infinity } as const;
/** Milliseconds between two looks. */
const LOOK = 15_000;

export function createQuiet({ timetable, now, period, onQuiet }: QuietOptions): Quiet {
  // In the order of the last message: the longest quiet conversation comes first.
  const lastWords = new Map<number, number>();
  let stop: (() => void) | undefined;

  const look = (): void => {
    stop = undefined;
    const before = now() - PERIODS[period()];
    for (const [id, at] of lastWords) {
      if (at > before) break;
      lastWords.delete(id);
      onQuiet(id, at);
    }
    if (lastWords.size > 0) lookLater();
  };
  const lookLater = (): void => {
    stop ??= timetable.after(LOOK, look);
  };
  return {
    spoke(id, at) {
      lastWords.delete(id);
      lastWords.set(id, at);
      lookLater();
    },
    forget: (id) => void lastWords.delete(id),
    clear() {
      lastWords.clear();
      stop?.();
      stop = undefined;
    },
  };
}
