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

/**
 * Reads them from any answer. Reading a header takes about a microsecond, so a header that comes only with another one,
 * or only with a refusal, is read only there.
 */
export function readLimits(headers: Headers, world: World, isRefusal = true): Limits {
  const limits: { -readonly [K in keyof Limits]: Limits[K] } = {};
  const perMinute = wholeOf(headers.get('x-ratelimit-limit-minute'));
  if (perMinute) limits.perMinute = perMinute;
  const inMinute = wholeOf(headers.get('x-ratelimit-remaining-minute'));
  const remaining =
    wholeOf(headers.get('ratelimit-remaining')) ?? inMinute ?? wholeOf(headers.get('x-ratelimit-remaining'));
  if (remaining === undefined && !isRefusal) return limits;
  const now = serverDate(headers) ?? world.date();
  if (remaining !== undefined) limits.remaining = remaining;
  const reset =
    waitOf(headers.get('ratelimit-reset') ?? headers.get('x-ratelimit-reset'), now) ??
    (inMinute === undefined ? undefined : MINUTE - (now % MINUTE));
  if (reset !== undefined) limits.reset = reset;
  const retryAfter = isRefusal ? waitOf(headers.get('retry-after'), now) : undefined;
  if (retryAfter !== undefined) limits.retryAfter = retryAfter;
  return limits;
}

/** Counted by the clock of the server that wrote the date, where it says its time. */
function serverDate(headers: Headers): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : date;
}

function wholeOf(header: string | null): number | undefined {
  const text = header?.trim();
  return text !== undefined && WHOLE.test(text) ? Number(text) : undefined;
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
