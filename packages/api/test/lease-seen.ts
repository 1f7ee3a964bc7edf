import type { Seen } from '../src/index';

/** What the recipe for Redis does, on a Map and a clock: two processes share it, and a mark of `begin` ends by itself. */
export function createLeaseSeen(now: () => number, lease: number, pause: () => Promise<void>): Seen {
  const marks = new Map<string, { state: 'in_progress' | 'done'; until: number }>();
  return {
    async begin(key) {
      await pause();
      const mark = marks.get(key);
      if (mark && now() < mark.until) return mark.state;
      marks.set(key, { state: 'in_progress', until: now() + lease });
      return 'new';
    },
    async done(key) {
      await pause();
      marks.set(key, { state: 'done', until: Infinity });
    },
    async failed(key) {
      await pause();
      marks.delete(key);
    },
  };
}
