const PAUSE = 80;

export interface Batches<T> {
  add(event: T): void;
  /** What has not been told is never told. */
  stop(): void;
}

/**
 * Tells the first event at once, and what comes within the next moment together: a person sees a single call without
 * delay, and a thousand calls a second do not cost a thousand drawings.
 */
export function inBatches<T>(tell: (events: readonly T[]) => void): Batches<T> {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    timer = setTimeout(flush, PAUSE);
    tell(events);
  };
  return {
    add(event) {
      waiting.push(event);
      if (timer === undefined) flush();
    },
    stop() {
      clearTimeout(timer);
      waiting = [];
    },
  };
}
