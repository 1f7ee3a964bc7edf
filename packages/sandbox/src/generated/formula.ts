/** What a seed asks for. */
export interface Generate {
  /** How many conversations; there is a contact for every two. */
  conversations: number;
  /** Another seed, another world. Default 1. */
  seed?: number | undefined;
  /** When the last of them was updated, in epoch milliseconds. Default: the beginning of 2026. */
  until?: number | undefined;
}

/** What the rows are computed from. */
export interface Formula {
  count: number;
  seed: number;
  until: number;
}
