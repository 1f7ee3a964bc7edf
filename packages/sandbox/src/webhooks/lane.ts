/** Where the deliveries to one app wait for each other. */
export interface Lane {
  /** Runs the task as soon as there is room, in the order in which tasks came. A task never rejects. */
  push(task: () => Promise<void>): void;
  /** Forgets what still waits. */
  clear(): void;
}

/** @param room how many may run at a time; it is asked before each task */
export function createLane(room: () => number): Lane {
  let waiting: (() => Promise<void>)[] = [];
  let running = 0;
  const next = (): void => {
    while (running < room()) {
      const task = waiting.shift();
      if (!task) return;
      running += 1;
      void task().finally(() => {
        running -= 1;
        next();
      });
    }
  };
  return {
    push(task) {
      waiting.push(task);
      next();
    },
    clear() {
      waiting = [];
    },
  };
}
