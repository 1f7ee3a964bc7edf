import { hasLost, hasLostCharacters } from './lost';
import { quoted } from './printable';

/** Nothing that a person could see: white space, control and zero-width characters, blank ones. */
const INVISIBLE = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** The most bytes of an id as JSON: with more, the token would be longer than `verifyUserJwt` reads. */
const MAX_BYTES = 12_000;

/**
 * Throws a `TypeError` unless `userId` can be the `sub` of a token: Drift compares it, as a string, with the id
 * given to `drift.identify`.
 *
 * @param name what the caller calls it, for the message
 */
export function assertUserId(userId: unknown, name: string): asserts userId is string {
  if (typeof userId === 'number' || typeof userId === 'bigint') {
    throw new TypeError(
      `${name} must be a string, and ${userId} is a ${typeof userId}${Number.isNaN(userId) ? '. ' : ': pass String(id). '}` +
        'Drift compares the token\'s "sub" with the id given to drift.identify as strings.',
    );
  }
  if (typeof userId !== 'string')
    throw new TypeError(`${name} must be a non-empty string, and not ${describe(userId)}.`);
  const accident = accidentOf(userId);
  if (accident !== undefined) throw new TypeError(`${name} ${accident}`);
}

/** Why this string cannot be a user's id, as the end of a sentence; undefined when it can be one. */
export function accidentOf(userId: string): string | undefined {
  if (userId === '') return 'must be a non-empty string, and it is empty.';
  if (INVISIBLE.test(userId)) {
    const what = userId.trim() === '' ? 'white space' : 'made of characters that nobody can see';
    return `must be a non-empty string, and it is ${what}.`;
  }
  if (isTooLong(userId))
    return `is too long: it has ${userId.length} characters, and no token has room for it.`;
  if (hasLostCharacters(userId))
    return `is ${quoted(userId.slice(0, 60))}, and a character in it was lost in decoding: two people could get one id.`;
  if (!hasLost(userId)) return undefined;
  return (
    `is the string ${quoted(userId.slice(0, 60))}: the id, or a part of it, was lost on its way here. ` +
    'Everyone who shares an id in Drift reads the same chats.'
  );
}

/** A character takes six bytes at most: short ids need not be counted. */
const isTooLong = (userId: string): boolean =>
  userId.length > MAX_BYTES / 6 && new TextEncoder().encode(JSON.stringify(userId)).length > MAX_BYTES;

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof (value as { then?: unknown } | undefined)?.then === 'function') return 'a promise: await it';
  return typeof value === 'object' ? 'an object' : String(typeof value);
}
