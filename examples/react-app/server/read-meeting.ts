import type { Meeting } from '../shared/api-types';

const LONGEST_NAME = 100;
const DAY_IN_MINUTES = 24 * 60;

/** The meeting in a request's body, or undefined where it is none: a browser can send anything, and our page shows what we keep. */
export function readMeeting(body: unknown): Meeting | undefined {
  const { with: name, startsAt, minutes, timeZone } = (body ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME) return undefined;
  if (typeof minutes !== 'number' || !(minutes > 0 && minutes <= DAY_IN_MINUTES)) return undefined;
  if (typeof startsAt !== 'string' || typeof timeZone !== 'string' || !isTimeZone(timeZone)) return undefined;
  const time = new Date(startsAt);
  if (Number.isNaN(time.getTime())) return undefined;
  return { with: name.trim(), startsAt: time.toISOString(), minutes, timeZone };
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
