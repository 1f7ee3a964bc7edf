import type { DriftApiErrorCode } from './errors';

/** Anything that counts calls for several processes: `rate-limiter-flexible` fits as it is. */
export interface Limiter {
  /** Resolves when one more call is allowed. Rejects with `{ msBeforeNext }` when not yet. */
  consume(key: string): Promise<unknown>;
}

/** One attempt of one call, when it has ended. Holds no token, no id, no query and no body. */
export interface RequestEvent {
  readonly method: string;
  /** The path as a template, such as `/contacts/{id}`. */
  readonly path: string;
  /** Missing where no answer came. */
  readonly status?: number;
  /** What was wrong with the attempt. */
  readonly code?: DriftApiErrorCode;
  /** Counts from 1. */
  readonly attempt: number;
  readonly willRetry: boolean;
  /** Milliseconds from send to last byte. */
  readonly duration: number;
  /** Milliseconds that the attempt waited for the pacer. */
  readonly waited: number;
  /** How many more calls may leave now without waiting. */
  readonly remaining: number;
  readonly requestId?: string;
  /** True where your `limiter` itself failed: the call went on without it. */
  readonly limiterFailed?: boolean;
}

/** What a function that gives tokens is told; `accessToken` of `createOAuth` takes it as it is. */
export interface TokenAsked {
  /** The token that Drift has just refused with a 401. A write is sent again too, as a 401 proves that nothing was done. */
  readonly rejected?: string;
}

export interface ClientOptions {
  /** The bearer token of your app, or a function that gives one: it is asked before each attempt. */
  readonly accessToken: string | ((asked: TokenAsked) => string | Promise<string>);
  /** Default `https://driftapi.com`. The token is sent nowhere else. */
  readonly baseUrl?: string;
  /** Milliseconds for one attempt, from send to last byte. Default 30 000. Waiting for the pacer does not count. */
  readonly timeout?: number;
  /** How often a read is tried again on network errors and 5xx. Default 2; 0 ends retries on 429 too. */
  readonly retries?: number;
  /** Shares the limit with other processes. Called with `limiterKey`, for reports with `limiterKey + ':reports'` too. */
  readonly limiter?: Limiter;
  /** Default `drift`. Give each organisation its own. */
  readonly limiterKey?: string;
  /** Default: the global `fetch`, looked up at each call. */
  readonly fetch?: typeof globalThis.fetch;
  /** Sees every attempt, and is not waited for. What it throws, or rejects with, is ignored. */
  readonly onRequest?: (event: RequestEvent) => unknown;
  /** Bytes of the largest answer that is read. Default 64 MiB. */
  readonly maxAnswerBytes?: number;
}

/** Every call takes these last. */
export interface CallOptions {
  /** Ends the call, also while it waits for the pacer. */
  readonly signal?: AbortSignal | undefined;
  /** As in the client's options, for this call only. */
  readonly timeout?: number | undefined;
}

export interface Settings extends Omit<ClientOptions, 'accessToken'> {
  readonly accessToken: (asked: TokenAsked) => string | Promise<string>;
  /** True where `accessToken` is a function: it may give another token after a 401. */
  readonly renewsToken: boolean;
  readonly baseUrl: string;
  readonly timeout: number;
  readonly retries: number;
  readonly limiterKey: string;
  readonly maxAnswerBytes: number;
}

const LONGEST = 2 ** 31 - 1;

/** Throws a TypeError for what cannot work. The message never holds a token. */
export function settingsOf(options: ClientOptions): Settings {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('createClient takes an object with an accessToken.');
  }
  const { accessToken, timeout = 30_000, retries = 2, maxAnswerBytes = 64 * 2 ** 20 } = options;
  if (typeof accessToken !== 'function') assertToken(accessToken);
  assertTimeout(timeout);
  assertWhole(retries, 'retries', 0, 20);
  assertWhole(maxAnswerBytes, 'maxAnswerBytes', 1_024, LONGEST);
  for (const name of ['fetch', 'onRequest'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'function') {
      throw new TypeError(`${name} must be a function.`);
    }
  }
  if (options.limiter !== undefined && typeof options.limiter?.consume !== 'function') {
    throw new TypeError(
      'limiter must have a method consume(key), as the classes of rate-limiter-flexible do.',
    );
  }
  return {
    ...options,
    accessToken: typeof accessToken === 'function' ? accessToken : () => accessToken,
    renewsToken: typeof accessToken === 'function',
    baseUrl: baseOf(options.baseUrl ?? 'https://driftapi.com'),
    timeout,
    retries,
    maxAnswerBytes,
    limiterKey: options.limiterKey ?? 'drift',
  };
}

export function assertTimeout(timeout: unknown): void {
  assertWhole(timeout, 'timeout', 1, LONGEST);
}

export function assertSignal(signal: unknown): void {
  if (signal === undefined) return;
  const { aborted, addEventListener } = Object(signal) as Partial<AbortSignal>;
  if (typeof aborted === 'boolean' && typeof addEventListener === 'function') return;
  throw new TypeError('signal must be an AbortSignal, such as controller.signal.');
}

function assertWhole(value: unknown, name: string, least: number, most: number): void {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return;
  throw new TypeError(`${name} must be a whole number from ${least} to ${most}.`);
}

/** `fetch` prints a header that it refuses: a token with a line break in it would stand in a log. */
export function isToken(token: unknown): token is string {
  return typeof token === 'string' && /^[\x21-\x7e]{1,8192}$/.test(token);
}

function assertToken(token: unknown): asserts token is string {
  if (isToken(token)) return;
  const hint =
    typeof token === 'string' && /^bearer\s/i.test(token)
      ? 'Leave the word Bearer out.'
      : token === undefined || token === ''
        ? 'Is the environment variable set?'
        : 'A token has no spaces and no line breaks.';
  throw new TypeError(`accessToken must be a non-empty string, or a function that gives one. ${hint}`);
}

/** An address that a secret may be sent to. `name` is the option that the TypeError names. */
export function baseOf(baseUrl: unknown, name = 'baseUrl'): string {
  const url = typeof baseUrl === 'string' ? tryUrl(baseUrl) : undefined;
  if (!url) throw new TypeError(`${name} must be an address such as https://driftapi.com.`);
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError(`${name} must be an address without user name, query and fragment.`);
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isNearby(url.hostname))) {
    throw new TypeError(
      `${name} must begin with https: over http, others on the network could read the token on its way to ${url.hostname}. ` +
        'http is allowed for this machine and for host names without a dot, such as a container.',
    );
  }
  return url.href.replace(/\/+$/, '');
}

function tryUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Loopback, or a name without a dot. A literal IPv6 address has no dot either, and may be anywhere. */
const isNearby = (host: string): boolean =>
  host.startsWith('[')
    ? host === '[::1]'
    : !host.includes('.') || /^127(\.\d+){3}$/.test(host) || host.endsWith('.localhost');
