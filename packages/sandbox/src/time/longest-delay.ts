/** The longest time a timer can wait, in milliseconds: 24.8 days. Above it, Node's fire at once. */
export const LONGEST_DELAY: number = 2 ** 31 - 1;
