import type { Meeting } from './api-types';

const LONGEST_NAME = 100;
const DAY_IN_MINUTES = 24 * 60;

/**
 * The meeting in what somebody else has sent, or undefined where it is none. The page asks before it shows one that Drift tells of,
 * the server before it keeps one: either could be sent anything.
 */
export function readMeeting(given: unknown): Meeting | undefined {
  const { with: name, startsAt, minutes, timeZone } = (given ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME) return undefined;
  if (typeof minutes !== 'number' || !(minutes > 0 && minutes <= DAY_IN_MINUTES)) return undefined;
  if (typeof startsAt !== 'string' || !isTimeZone(timeZone)) return undefined;
  const time = new Date(startsAt);
  if (Number.isNaN(time.getTime())) return undefined;
  return { with: name.trim(), startsAt: time.toISOString(), minutes, timeZone };
}

/** Whether this engine knows the zone; a server may know more of them than a browser. */
export function isTimeZone(timeZone: unknown): timeZone is string {
  if (typeof timeZone !== 'string') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
