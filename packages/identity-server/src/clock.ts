/** A clock: epoch milliseconds, as `Date.now`. */
export type Clock = () => number;

/** The clock's time in whole epoch seconds. Throws a `TypeError` for a clock that shows no time. */
export function epochSeconds(now: Clock = Date.now): number {
  const seconds = Math.floor(now() / 1000);
  if (!Number.isSafeInteger(seconds))
    throw new TypeError('now must return epoch milliseconds, as Date.now does.');
  return seconds;
}
