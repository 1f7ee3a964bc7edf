import type { Timetable } from '../time/timetable';

/** Swaps each pair of values. */
export interface Swapper<T> {
  push(key: string, value: T): void;
  clear(): void;
}

/** How long one waits for a second, in milliseconds. */
const LONGEST_WAIT = 1000;

/** Of two values with the same key, the later one goes first. A value without a second one goes after one second. */
export function swapPairs<T>(go: (value: T) => void, timetable: Timetable): Swapper<T> {
  const held = new Map<string, { value: T; stop: () => void }>();
  const release = (key: string): void => {
    const one = held.get(key);
    if (!one) return;
    held.delete(key);
    one.stop();
    go(one.value);
  };
  return {
    push(key, value) {
      if (!held.has(key)) {
        held.set(key, { value, stop: timetable.after(LONGEST_WAIT, () => release(key)) });
        return;
      }
      go(value);
      release(key);
    },
    clear() {
      for (const { stop } of held.values()) stop();
      held.clear();
    },
  };
}
