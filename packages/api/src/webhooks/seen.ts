/** `new`: handle it. `in_progress`: somebody handles it now. `done`: it was handled. */
export type SeenAnswer = 'new' | 'in_progress' | 'done';

/**
 * Remembers which events were handled, so that a second delivery of one is not. One call of `begin` must be atomic: of
 * two at once, one alone gets `new`. A mark of `begin` must end by itself, so that an event whose process died can come
 * again: choose a time longer than the longest `onEvent`.
 */
export interface Seen {
  begin(key: string): SeenAnswer | Promise<SeenAnswer>;
  /** `onEvent` is done: from now on `begin` answers `done`. */
  done(key: string): unknown;
  /** `onEvent` failed: from now on `begin` answers `new`. */
  failed(key: string): unknown;
}

export interface MemorySeenOptions {
  /** The most events remembered; the oldest are forgotten first. 10,000. */
  readonly size?: number;
}

/** For one process: what it remembers ends with it. */
export function createMemorySeen({ size = 10_000 }: MemorySeenOptions = {}): Seen {
  if (!Number.isSafeInteger(size) || size < 1) throw new TypeError('size must be a whole number above 0.');
  const running = new Set<string>();
  const done = new Set<string>();
  /** The keys of `done` in their order, from `next` on: to find the oldest in the set itself, it would have to be walked. */
  const ring: string[] = [];
  let next = 0;
  return {
    begin(key) {
      if (done.has(key)) return 'done';
      if (running.has(key)) return 'in_progress';
      running.add(key);
      return 'new';
    },
    done(key) {
      running.delete(key);
      if (done.has(key)) return;
      const oldest = ring[next];
      if (oldest !== undefined) done.delete(oldest);
      ring[next] = key;
      next = (next + 1) % size;
      done.add(key);
    },
    failed: (key) => running.delete(key),
  };
}
