import { IdentityError } from './errors';
import { TIME_IS_UP, withinTime } from './time-limit';

/**
 * Counts tokens per user: any limiter of `rate-limiter-flexible` as it is (memory, Redis, …), or your own.
 *
 * `consume` resolves while the user may have another token, rejects with an object whose `msBeforeNext` says when the
 * next one is due, and rejects with anything else when it could not count.
 */
export interface RateLimiter {
  consume(userId: string): PromiseLike<unknown>;
}

/**
 * Resolves if the user may have another token, else rejects with `rate_limited`. A limiter that fails, or is silent
 * longer than `timeout` milliseconds, is reported and lets the request through: a user can only get tokens of their own,
 * so a broken counter is no reason to take the chat away from everybody.
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
    const retryAfter = Math.max(1, Math.ceil(wait / 1000));
    throw new IdentityError(
      'rate_limited',
      `The user has had too many tokens; the next is due in ${retryAfter} s.`,
      {
        retryAfter,
      },
    );
  }
}

/** Milliseconds until the next token; undefined where the limiter did not say so, and so has failed. */
function waitOf(cause: unknown): number | undefined {
  if (typeof cause !== 'object' || cause === null || cause instanceof Error) return undefined;
  // A union of limiters rejects with the results of those that refused, by their names.
  const waits = [cause, ...(Object.values(cause) as unknown[])]
    .map(msBeforeNext)
    .filter((wait) => wait !== undefined);
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

function msBeforeNext(result: unknown): number | undefined {
  const wait = (result as { msBeforeNext?: unknown } | null | undefined)?.msBeforeNext;
  return typeof wait === 'number' ? wait : undefined;
}

const limiterFailure = (cause: unknown, timeout: number): IdentityError =>
  cause === TIME_IS_UP
    ? new IdentityError(
        'rate_limit_failed',
        `The rate limiter was silent for ${timeout} ms; the request went through.`,
      )
    : new IdentityError('rate_limit_failed', 'The rate limiter failed; the request went through.', { cause });
