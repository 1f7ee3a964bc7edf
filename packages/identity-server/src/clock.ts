/** A clock: epoch milliseconds, as `Date.now`. */
export type Clock = () => number;

/** The last second of the year 9999. A later time in a token is milliseconds, written where Drift reads seconds. */
export const LAST_SECOND = 253_402_300_799;

/** The clock's time in whole epoch seconds. Throws a `TypeError` for a clock that shows no time. */
export function epochSeconds(now: Clock = Date.now): number {
  const seconds = Math.floor(now() / 1000);
  if (Math.abs(seconds) <= LAST_SECOND) return seconds;
  throw new TypeError('now must return epoch milliseconds, as Date.now does.');
}
