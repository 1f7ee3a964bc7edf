import { developerConsole } from './developer-console';

/** Runs jobs one after the other: the next starts when the promise of the one before has settled (observed). */
export interface SerialQueue {
  push(job: () => Promise<void>): void;
}

export function createSerialQueue(): SerialQueue {
  let tail: Promise<void> = Promise.resolve();
  return {
    push(job) {
      tail = tail.then(job).catch((error: unknown) => developerConsole.swallowed(error));
    },
  };
}
