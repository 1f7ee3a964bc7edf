import type { World } from './world';

/** What the headers of an answer say about the limit. Drift documents no names: these are read, whichever come. */
export interface Limits {
  /** Milliseconds. */
  readonly retryAfter?: number;
  readonly remaining?: number;
  /** Milliseconds until the count begins anew. */
  readonly reset?: number;
  /** Calls a minute. */
  readonly perMinute?: number;
}

/** From this on, a number of seconds is a time since 1970: it would be a wait of 30 years. */
const EPOCH = 1e9;
const MINUTE = 60_000;
const WHOLE = /^\d{1,15}$/;

export function readLimits(headers: Headers, world: World): Limits {
  const limits: { -readonly [K in keyof Limits]: Limits[K] } = {};
  const now = serverDate(headers) ?? world.date();
  const remaining = whole(
    headers,
    'ratelimit-remaining',
    'x-ratelimit-remaining-minute',
    'x-ratelimit-remaining',
  );
  if (remaining !== undefined) limits.remaining = remaining;
  const reset =
    waitOf(headers.get('ratelimit-reset') ?? headers.get('x-ratelimit-reset'), now) ??
    (headers.has('x-ratelimit-remaining-minute') ? MINUTE - (now % MINUTE) : undefined);
  if (reset !== undefined) limits.reset = reset;
  const perMinute = whole(headers, 'x-ratelimit-limit-minute');
  if (perMinute) limits.perMinute = perMinute;
  const retryAfter = waitOf(headers.get('retry-after'), now);
  if (retryAfter !== undefined) limits.retryAfter = retryAfter;
  return limits;
}

/** Counted by the clock of the server that wrote the date, where it says its time. */
function serverDate(headers: Headers): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : date;
}

function whole(headers: Headers, ...names: string[]): number | undefined {
  for (const name of names) {
    const text = headers.get(name)?.trim();
    if (text !== undefined && WHOLE.test(text)) return Number(text);
  }
  return undefined;
}

/** Seconds, a time since 1970 in seconds or milliseconds, or a date: as milliseconds from now. */
function waitOf(header: string | null, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const seconds = /^\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : undefined;
  if (seconds === undefined) {
    const date = Date.parse(text);
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
  }
  if (seconds < EPOCH) return seconds * 1_000;
  return Math.max(0, (seconds < EPOCH * 1_000 ? seconds * 1_000 : seconds) - now);
}
