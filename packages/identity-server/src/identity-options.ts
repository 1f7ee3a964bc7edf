import { assertObject } from './assert-object';
import type { Clock } from './clock';
import type { IdentityError } from './errors';
import type { LifetimeOptions } from './lifetime';
import { assertOrigins } from './origin-policy';
import type { RateLimiter } from './rate-limit';
import { assertSecret } from './secret';
import type { Secret } from './secret';

/** The app's own user. Only `id` is read: the string you give to `drift.identify`. */
export interface IdentityUser {
  readonly id: string;
}

/** What `getUser` may return: a user, or any falsy value for nobody, so that `isLoggedIn && user` works. */
export type MaybeUser = IdentityUser | null | undefined | false | 0 | '';

/** What a secret that is asked for may be; a missing one is answered with 503. */
export type MaybeSecret = Secret | null | undefined;

/** A token that was signed, for the audit log. The times are epoch seconds. */
export interface SignEvent<Context> {
  readonly userId: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly request: Request;
  readonly context: Context;
}

/** The request an error belongs to. */
export interface ErrorEvent<Context> {
  readonly request: Request;
  readonly context: Context;
}

/** What `createIdentityHandler` needs. */
export interface IdentityHandlerOptions<Context> extends LifetimeOptions {
  /**
   * The secret of Drift's signed identities; or a function that gives it, asked at every request that gets a token: for a
   * build that evaluates the module without it, `env` of Workers, secret managers, rotation without a restart, several orgs.
   * When it returns no secret, the endpoint answers 503 and `onError` gets `secret_unavailable`.
   */
  secret: Secret | ((request: Request, context: Context) => MaybeSecret | PromiseLike<MaybeSecret>);
  /**
   * Who is logged in, from your own session: never from the body, the query or a header that a client can make up.
   * Nobody: null. `context` is what the runtime or `toNodeHandler` passes beside the request.
   */
  getUser: (request: Request, context: Context) => MaybeUser | PromiseLike<MaybeUser>;
  /**
   * Milliseconds that `getUser` may take, after it the rate limiter, and then `secret` if it is a function; default 5000. A
   * silent `getUser` or `secret` is answered with 503, a silent limiter lets the request through.
   */
  timeout?: number;
  /** Other origins whose pages may ask, with cookies: `["https://app.example.com"]`. Your own needs no entry. */
  origins?: readonly string[];
  /** A limit of tokens per user: `new RateLimiterMemory({ points: 30, duration: 60 })` of rate-limiter-flexible. */
  rateLimit?: RateLimiter;
  /**
   * Called with every token signed, before it leaves; not waited for. What it returns is handed to `waitUntil` of the
   * context, or of its `ctx` or `executionCtx`: Workers would cut it off after the answer.
   */
  onSign?: (event: SignEvent<Context>) => void | Promise<void>;
  /**
   * Called with the reason of every answer without a token, and of every fault beside a token; not waited for, and kept alive
   * as `onSign` is. Without it
   * faults of the server go to `console.error`, and refusals nowhere.
   */
  onError?: (error: IdentityError, event: ErrorEvent<Context>) => void | Promise<void>;
  /** Epoch milliseconds; default `Date.now`. */
  now?: Clock;
}

const FUNCTIONS = ['onSign', 'onError', 'now'] as const;

const KNOWN = new Set<string>([
  ...FUNCTIONS,
  'secret',
  'getUser',
  'timeout',
  'origins',
  'rateLimit',
  'expiresIn',
  'maxExpiresIn',
]);

/**
 * The options, each read once: what is checked is what is used, whatever a getter would say the next time. Throws a
 * `TypeError` for anything wrong in them, a misspelt name too: a misspelt `rateLimit` would limit nothing.
 */
export function checkedOptions<Context>(
  options: IdentityHandlerOptions<Context>,
): IdentityHandlerOptions<Context> {
  assertObject(options, 'createIdentityHandler({ secret, getUser })');
  const given = options as unknown as Readonly<Record<string, unknown>>;
  const read = Object.fromEntries([...KNOWN].map((name) => [name, given[name]]));
  assertNames(options);
  assertValues(read as unknown as IdentityHandlerOptions<Context>);
  return read as unknown as IdentityHandlerOptions<Context>;
}

function assertNames(options: object): void {
  for (const name of Object.keys(options)) {
    if (!KNOWN.has(name))
      throw new TypeError(`"${name}" is not an option; there are ${[...KNOWN].sort().join(', ')}.`);
  }
}

function assertValues<Context>(options: IdentityHandlerOptions<Context>): void {
  if (typeof options.secret !== 'function') assertStaticSecret(options.secret);
  if (typeof options.getUser !== 'function') {
    throw new TypeError(
      'getUser is missing: a function that reads your own session and returns { id } or null.',
    );
  }
  for (const name of FUNCTIONS) assertOptional(options[name], name, 'a function', isFunction);
  assertOptional(options.timeout, 'timeout', 'a number of milliseconds above 0', isDuration);
  assertOptional(options.rateLimit, 'rateLimit', 'a limiter with consume(userId)', isLimiter);
  if (options.origins !== undefined) assertOrigins(options.origins);
}

function assertStaticSecret(secret: unknown): void {
  if (secret === undefined) {
    throw new TypeError(
      'secret must be a string or a Uint8Array, and it is undefined: is the environment variable set? Where it is only ' +
        'set at run time, give a function that reads it there.',
    );
  }
  assertSecret(secret);
}

function assertOptional(value: unknown, name: string, wanted: string, is: (value: unknown) => boolean): void {
  if (value !== undefined && !is(value)) throw new TypeError(`${name} must be ${wanted}.`);
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
/** Longer than this and timers fire at once. */
const isDuration = (value: unknown): boolean => typeof value === 'number' && value > 0 && value < 2 ** 31;
const isLimiter = (value: unknown): boolean => isFunction((value as { consume?: unknown } | null)?.consume);
