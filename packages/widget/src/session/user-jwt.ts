/** Fetches a token: retries until a deadline, and checks the token before use. */
import { DriftError, errorOf } from '../errors';
import { because } from '../messages';
import type { DriftUser } from '../user';

/** Milliseconds of a monotonic clock where there is one, because the system clock may be changed during the wait. */
const elapsed = (): number => globalThis.performance?.now?.() ?? Date.now();

/** Fetches the token of a person from your server; null means that the server says nobody is logged in. */
export type GetUserJwt = (user: DriftUser, context: { signal: AbortSignal }) => Promise<string | null>;

/** An error of `getUserJwt` that knows when trying again makes sense, in milliseconds. */
export interface TryLater extends Error {
  retryAfter?: number;
}

export interface CheckedToken {
  userJwt: string;
  /** Epoch milliseconds by this browser's clock. */
  until: number;
}

/**
 * Asks until there is an answer or the time is up; the pauses grow. Rejects with `token_failed`, `token_invalid`,
 * or at once when the signal aborts. A `DriftError` thrown by `getUserJwt` is final.
 */
export async function obtainUserJwt(
  getUserJwt: GetUserJwt,
  user: DriftUser,
  { signal, timeout }: { signal: AbortSignal; timeout: number },
): Promise<CheckedToken | null> {
  const deadline = elapsed() + timeout;
  for (let tries = 0; ; tries++) {
    try {
      const userJwt = await within(getUserJwt({ ...user }, { signal }), signal, deadline);
      return userJwt === null ? null : { userJwt, until: checkUserJwt(userJwt, user.id) };
    } catch (cause) {
      if (cause instanceof DriftError || signal.aborted) throw cause;
      const asked = Number((cause as TryLater | undefined)?.retryAfter) || 0;
      const pause = Math.max(300 * 2 ** tries * (0.5 + Math.random()), asked);
      if (elapsed() + pause >= deadline) throw errorOf(cause, 'token_failed', cause);
      await within(new Promise((resolve) => setTimeout(resolve, pause)), signal, deadline);
    }
  }
}

/** Settles with the promise, or rejects at the signal or the deadline, so that a `getUserJwt` that ignores its signal does not block. */
function within<T>(promise: Promise<T>, signal: AbortSignal, deadline: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const isLate = (): void => reject(new DriftError('token_failed', [because('no_answer')]));
    const timer = setTimeout(isLate, deadline - elapsed());
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DriftError('superseded', ['getUserJwt']));
    });
    void Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/**
 * Until when the token may be used, counted from its arrival because the clocks of browsers are wrong: `exp` minus `iat`.
 * Throws `token_invalid` for a token that is none, is for somebody else, or is signed in another way than Drift's.
 */
export function checkUserJwt(userJwt: unknown, userId: string): number {
  const [header, claims] = decode(userJwt);
  if (header?.['alg'] !== 'HS256') throw invalid(because('wrong_algorithm', header?.['alg']));
  if (claims?.['sub'] !== userId) throw invalid(because('wrong_sub', claims?.['sub'], userId));
  const { exp, iat } = claims;
  if (typeof exp !== 'number' || typeof iat !== 'number') return Infinity;
  if (exp <= iat) throw invalid(because('no_lifetime'));
  return Date.now() + (exp - iat) * 1000;
}

type Claims = Record<string, unknown>;

function decode(userJwt: unknown): (Claims | undefined)[] {
  if (typeof userJwt !== 'string') throw invalid(because('no_token', userJwt));
  const parts = userJwt.split('.');
  if (parts.length !== 3) throw invalid(because('no_jwt'));
  try {
    return parts.slice(0, 2).map((part) => {
      const bytes = atob(part.replace(/-/g, '+').replace(/_/g, '/'));
      // jsdom has no TextDecoder.
      const utf8 = bytes.replace(/[^]/g, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(2, '0')}`);
      return JSON.parse(decodeURIComponent(utf8)) as Claims;
    });
  } catch (cause) {
    // Where the environment lacks something, the token is not to blame.
    if (cause instanceof ReferenceError || cause instanceof TypeError)
      throw errorOf(cause, 'token_failed', cause);
    throw invalid(because('no_jwt')); // the cause would repeat parts of the token
  }
}

const invalid = (why: string): DriftError => new DriftError('token_invalid', [why]);
