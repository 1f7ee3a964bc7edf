import { IdentityError } from './errors';
import { TIME_IS_UP, withinTime } from './time-limit';

/**
 * Counts tokens per user: any limiter of `rate-limiter-flexible` as it is (memory, Redis, …), or your own.
 *
 * `consume` resolves while the user may have another token, rejects with anything that has `msBeforeNext` (milliseconds
 * until the next one is due; no finite number: not known) when not, an `Error` too, and with anything else when it could
 * not count.
 */
export interface RateLimiter {
  consume(userId: string): PromiseLike<unknown>;
}

/**
 * Resolves if the user may have another token, else rejects with `rate_limited`. A limiter that fails, or is silent
 * longer than `timeout` milliseconds, is reported and lets the request through: a user can only get tokens of their own,
 * so a broken counter need not stop the chat for all users.
 */
export async function countToken(
  limiter: RateLimiter,
  userId: string,
  timeout: number,
  report: (error: IdentityError) => void,
): Promise<void> {
  try {
    await withinTime(limiter.consume(userId), timeout);
  } catch (cause) {
    const wait = waitOf(cause);
    if (wait === undefined) return report(limiterFailure(cause, timeout));
    throw limited(wait);
  }
}

/** The most seconds in `Retry-After`: a user who is blocked for good may ask again tomorrow. */
const DAY = 86_400;

function limited(wait: number): IdentityError {
  if (!(wait >= 0)) return new IdentityError('rate_limited', 'The user has had too many tokens.');
  const retryAfter = Math.min(DAY, Math.max(1, Math.ceil(wait / 1000)));
  const message = `The user has had too many tokens; the next is due in ${retryAfter} s.`;
  return new IdentityError('rate_limited', message, { retryAfter });
}

/**
 * Milliseconds until the next token, `NaN` or below 0 where the limiter refused and does not know; undefined where it did
 * not refuse, and so has failed.
 */
function waitOf(cause: unknown): number | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  try {
    // A union of limiters rejects with the results of those that refused, by their names.
    const results = cause instanceof Error ? [cause] : [cause, ...(Object.values(cause) as unknown[])];
    const waits = results.map(msBeforeNext).filter((wait) => wait !== undefined);
    return waits.length > 0 ? Math.max(...waits) : undefined;
  } catch {
    return undefined; // A cause that cannot be read is no refusal.
  }
}

function msBeforeNext(result: unknown): number | undefined {
  const wait = (result as { msBeforeNext?: unknown } | null | undefined)?.msBeforeNext;
  if (wait === undefined || wait === null) return undefined;
  return typeof wait === 'number' ? wait : Number.NaN;
}

const limiterFailure = (cause: unknown, timeout: number): IdentityError =>
  cause === TIME_IS_UP
    ? new IdentityError(
        'rate_limit_failed',
        `The rate limiter was silent for ${timeout} ms; the request went through.`,
      )
    : new IdentityError('rate_limit_failed', 'The rate limiter failed; the request went through.', { cause });
