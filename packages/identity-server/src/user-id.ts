/** What String() makes of a missing id: as a user id it would be one person shared by everybody. */
const LOST_IDS = new Set(['undefined', 'null', 'NaN', '[object Object]']);

/**
 * Throws a `TypeError` unless `userId` can be the `sub` of a token: Drift compares it, as a string, with the id
 * given to `drift.identify`.
 *
 * @param name what the caller calls it, for the message
 */
export function assertUserId(userId: unknown, name: string): asserts userId is string {
  if (typeof userId === 'number' || typeof userId === 'bigint') {
    throw new TypeError(
      `${name} must be a string, and ${userId} is a ${typeof userId}: pass String(id). ` +
        'Drift compares the token\'s "sub" with the id given to drift.identify as strings.',
    );
  }
  if (typeof userId !== 'string') {
    throw new TypeError(`${name} must be a non-empty string, and not ${describe(userId)}.`);
  }
  if (userId.trim() === '')
    throw new TypeError(
      `${name} must be a non-empty string, and it is ${userId === '' ? 'empty' : 'white space'}.`,
    );
  if (LOST_IDS.has(userId)) {
    throw new TypeError(
      `${name} is the string "${userId}", so the id was lost before String() saw it. ` +
        'Everyone who shares an id in Drift reads the same chats.',
    );
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : String(typeof value);
}
