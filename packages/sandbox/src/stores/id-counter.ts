import { FIRST_COMPUTED_ID } from '../rules/known-ids';

/** Hands out ids, each once. */
export interface IdCounter {
  next(): number;
  /** This id is in use: the counter goes on after it. Ids of generated rows do not count. */
  skip(id: number): void;
}

export function createIdCounter(first: number): IdCounter {
  let following = first;
  return {
    next: () => following++,
    skip(id) {
      if (id < FIRST_COMPUTED_ID) following = Math.max(following, id + 1);
    },
  };
}
