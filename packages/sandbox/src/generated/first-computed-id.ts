/** Ids from here on are those of a computed world; what is written by hand or by visitors stays below. */
export const FIRST_COMPUTED_ID = 1_000_000_000;
