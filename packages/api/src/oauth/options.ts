import type { DriftApiError } from '../errors';
import { assertTimeout } from '../options';

type MaybePromise<T> = T | Promise<T>;

/** The tokens of one org, as they are kept: JSON takes them as they are. Keep them like passwords. */
export interface TokenSet {
  readonly accessToken: string;
  /** Missing when Drift gave none. The access token is then permanent. */
  readonly refreshToken?: string;
  /** Milliseconds since 1970; missing for a permanent token. */
  readonly expiresAt?: number;
  /** Decimal digits; missing where Drift did not say. */
  readonly orgId?: string;
}

/** Where tokens are kept. `orgId` is undefined in an app of one org that does not name it. */
export interface TokenStore {
  /** Asked at each `accessToken()`: what another process saved counts. A row of a table may have null for what is missing. */
  load(orgId: string | undefined): MaybePromise<TokenSet | undefined | null>;
  /** Drift takes the old refresh token no more: the new tokens are used only after this has fulfilled. */
  save(tokens: TokenSet, orgId: string | undefined): unknown;
}

export interface OAuthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Exactly as it stands in the app at dev.drift.com. */
  readonly redirectUri: string;
  readonly tokens: TokenStore;
  /** Runs `work` while no other process runs one of the same name, such as under an advisory lock of Postgres. */
  readonly lock?: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** Milliseconds before its end that a token is refreshed, at most once in 30 seconds. 5 minutes. */
  readonly refreshAhead?: number;
  /** Called where a refresh ahead of time fails while the old token is still valid. Default: the error is printed. */
  readonly onError?: (error: DriftApiError) => unknown;
  /** Default `https://driftapi.com`. The client secret is sent nowhere else. */
  readonly baseUrl?: string;
  /** Drift's page where an admin connects the app. Default `https://dev.drift.com/authorize`. */
  readonly consentUrl?: string;
  /** Milliseconds for one request. Default 30 000. */
  readonly timeout?: number;
  /** Default: the global `fetch`, looked up at each call. */
  readonly fetch?: typeof globalThis.fetch;
}

const NAMES: ReadonlySet<string> = new Set([
  'clientId',
  'clientSecret',
  'redirectUri',
  'tokens',
  'lock',
  'refreshAhead',
  'onError',
  'baseUrl',
  'consentUrl',
  'timeout',
  'fetch',
]);

/** @throws TypeError with the option and what it must be; it shows no secret */
export function assertOptions(options: OAuthOptions): void {
  const unknown = Object.keys(options).find((name) => !NAMES.has(name));
  if (unknown !== undefined) throw new TypeError(`createOAuth: Unknown option ${unknown}.`);
  for (const name of ['clientId', 'clientSecret'] as const) {
    if (typeof options[name] !== 'string' || options[name].trim() === '') {
      throw new TypeError(
        `${name} must be a string that is not empty. It stands in your app at dev.drift.com.`,
      );
    }
  }
  if (typeof options.redirectUri !== 'string' || !URL.canParse(options.redirectUri)) {
    throw new TypeError('redirectUri must be the full address that stands in your app at dev.drift.com.');
  }
  if (typeof options.tokens?.load !== 'function' || typeof options.tokens.save !== 'function') {
    throw new TypeError('tokens must have load and save.');
  }
  for (const name of ['lock', 'onError', 'fetch'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'function')
      throw new TypeError(`${name} must be a function.`);
  }
  if (options.timeout !== undefined) assertTimeout(options.timeout);
  if (!((options.refreshAhead ?? 0) >= 0))
    throw new TypeError('refreshAhead must be milliseconds, 0 or more.');
}
