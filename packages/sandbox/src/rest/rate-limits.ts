import { createMiddleware } from 'hono/factory';
import type { MiddlewareHandler } from 'hono';
import type { RestAssumptions } from '../protocol';
import type { World } from '../stores/world';
import type { RestEnv } from './env';
import { RestError } from './rest-error';

const MINUTE = 60_000;
/** Requests a minute, of one token (devdocs: FAQ, Conversation reporting). */
const LIMIT = 600;
const REPORTS_LIMIT = 60;

/** What a token may still do. */
export interface Standing {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Milliseconds until there is more to have: where refused, at least one request. */
  resetAfter: number;
}

export interface Limiter {
  take(key: string, limit: number, way: 'per_minute' | 'leaky_bucket'): Standing;
  /** Forgets all requests. */
  clear(): void;
}

/** Counts requests in calendar minutes, or in a bucket that leaks evenly. */
export function createLimiter(now: () => number): Limiter {
  const minutes = new Map<string, { minute: number; count: number }>();
  const buckets = new Map<string, { level: number; at: number }>();

  const perMinute = (key: string, limit: number): Standing => {
    const minute = Math.floor(now() / MINUTE);
    const before = minutes.get(key);
    const count = (before?.minute === minute ? before.count : 0) + 1;
    const allowed = count <= limit;
    if (allowed) minutes.set(key, { minute, count });
    return {
      allowed,
      limit,
      remaining: Math.max(0, limit - count),
      resetAfter: (minute + 1) * MINUTE - now(),
    };
  };
  const leaky = (key: string, limit: number): Standing => {
    const { level, at } = buckets.get(key) ?? { level: 0, at: now() };
    const perMillisecond = limit / MINUTE;
    const left = Math.max(0, level - (now() - at) * perMillisecond);
    const allowed = left + 1 <= limit;
    const filled = allowed ? left + 1 : left;
    buckets.set(key, { level: filled, at: now() });
    const resetAfter = Math.ceil((allowed ? filled : left + 1 - limit) / perMillisecond);
    return { allowed, limit, remaining: Math.floor(limit - filled), resetAfter };
  };
  return {
    take: (key, limit, way) => (way === 'per_minute' ? perMinute(key, limit) : leaky(key, limit)),
    clear() {
      minutes.clear();
      buckets.clear();
    },
  };
}

/** Answers 429 when a token asks too often. The headers of every answer say how many requests are left. */
export function rateLimited({ settings, changes, now }: World): MiddlewareHandler<RestEnv> {
  const limiter = createLimiter(now);
  // The clock goes back then, and a bucket that was filled later would never be empty.
  changes.add(({ type }) => {
    if (type === 'cleared') limiter.clear();
  });
  return createMiddleware<RestEnv>(async (c, next) => {
    const { rateLimit, rateHeaders } = settings.current.assumptions;
    if (rateLimit === 'none') return next();
    const isReport = c.req.path.startsWith('/reports/');
    const key = `${isReport ? 'reports' : 'all'} ${c.get('token').value}`;
    const standing = limiter.take(key, isReport ? REPORTS_LIMIT : LIMIT, rateLimit);
    const headers = headersOf(standing, rateHeaders, now());
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    if (!standing.allowed) throw new RestError(429, 'API rate limit exceeded');
    return next();
  });
}

/** The headers of one dialect. `Retry-After` comes with a refusal alone. */
export function headersOf(
  { allowed, limit, remaining, resetAfter }: Standing,
  dialect: RestAssumptions['rateHeaders'],
  now: number,
): Record<string, string> {
  const seconds = Math.ceil(resetAfter / 1000);
  const isOf = (...dialects: RestAssumptions['rateHeaders'][]): boolean => dialects.includes(dialect);
  return {
    ...(isOf('all', 'ratelimit') && {
      'RateLimit-Limit': String(limit),
      'RateLimit-Remaining': String(remaining),
      'RateLimit-Reset': String(seconds),
    }),
    ...(isOf('all', 'x_ratelimit') && {
      'X-RateLimit-Limit-Minute': String(limit),
      'X-RateLimit-Remaining-Minute': String(remaining),
    }),
    ...(!allowed && isOf('all', 'retry_after') && { 'Retry-After': String(seconds) }),
    ...(!allowed &&
      isOf('retry_after_date') && {
        'Retry-After': new Date(Math.ceil((now + resetAfter) / 1000) * 1000).toUTCString(),
      }),
  };
}
