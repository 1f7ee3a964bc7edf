import type { Archive } from '../archive/archive';
import type { WorkKind } from '../archive/work';
import type { Phase } from './context';

export interface Progress {
  phase: Phase;
  /** Things fetched in this phase, of how many that are known by now. While the list is read, both are the conversations met. */
  done: number;
  total: number;
  /** Things a minute, over the last minute of this phase. */
  rate: number;
  /** Milliseconds, by that rate; undefined where nobody can say yet. */
  timeLeft?: number;
  /** Only while Drift does not answer: milliseconds until the export gives up. */
  waiting?: number;
}

const KINDS: Record<Exclude<Phase, 'listing' | 'files'>, readonly WorkKind[]> = {
  messages: ['messages'],
  details: ['conversation', 'contact'],
  transcripts: ['transcript'],
  attachments: ['attachment'],
};

/** So often are the rows counted: counting a million for every answer would cost more than the answer. */
const RECOUNT = 5_000;
const WINDOW = 60_000;

interface Mark {
  at: number;
  done: number;
}

/** Counts at most every five seconds; in between it counts on by itself. */
export function progressOf(archive: Archive, now: () => number): (phase: Phase) => Progress {
  let phase: Phase | undefined;
  let counted: { at: number; done: number; total: number } | undefined;
  let marks: Mark[] = [];
  return (current) => {
    const at = now();
    if (current !== phase) [phase, counted, marks] = [current, undefined, []];
    if (!counted || at - counted.at >= RECOUNT) {
      counted = { at, ...countsOf(archive, current) };
      marks = [...marks.filter((mark) => at - mark.at < WINDOW), { at, done: counted.done }];
    } else if (current !== 'listing') {
      counted.done += 1;
    }
    return { phase: current, done: counted.done, total: counted.total, ...rateOf(marks, at, counted) };
  };
}

function countsOf({ work }: Archive, phase: Phase): { done: number; total: number } {
  if (phase === 'files') return { done: 0, total: 0 };
  if (phase === 'listing') {
    const met = work.count('messages', 'todo', 'done', 'gone', 'failed');
    return { done: met, total: met };
  }
  const sum = (...states: ('todo' | 'done' | 'gone' | 'failed')[]): number =>
    KINDS[phase].reduce((all, kind) => all + work.count(kind, ...states), 0);
  const done = sum('done', 'gone', 'failed');
  return { done, total: done + sum('todo') };
}

function rateOf(
  marks: readonly Mark[],
  at: number,
  { done, total }: Mark & { total: number },
): Pick<Progress, 'rate' | 'timeLeft'> {
  const first = marks[0];
  const passed = first ? at - first.at : 0;
  if (!first || passed <= 0) return { rate: 0 };
  const rate = ((done - first.done) / passed) * 60_000;
  return rate > 0 ? { rate, timeLeft: ((total - done) / rate) * 60_000 } : { rate: 0 };
}
