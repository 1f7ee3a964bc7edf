/** What went wrong. The table is closed: a `switch` over it can be exhaustive. */
export type DriftApiErrorCode =
  /** 401: the token is wrong, revoked or expired. */
  | 'unauthorized'
  /** 403: the token lacks a scope. Scopes are frozen into a token: reconnect the app, use the new token. */
  | 'forbidden'
  /** 404: Drift does not know this id. */
  | 'not_found'
  /** Another 4xx: Drift refused the request as it is. */
  | 'invalid'
  /** 409: something with this e-mail, external id or domain exists. */
  | 'conflict'
  /** Every try got a 429. `retryAfter` says how many seconds Drift asks to wait. */
  | 'rate_limited'
  /** Every try of a read got a 5xx. */
  | 'unavailable'
  /** One attempt of a read took longer than `timeout`. */
  | 'timeout'
  /** No answer: the connection could not be made, or broke during a read. */
  | 'network'
  /** Your `signal` ended a read, or a write before it was sent. */
  | 'aborted'
  /** The answer is not what Drift promises: HTML, half a body, too large, a cursor that repeats. */
  | 'bad_answer'
  /** A redirect, or a link that holds no cursor. Nothing was sent there. */
  | 'unsafe_link'
  /** A write left, and no answer says whether Drift did it. Look before you write again: see `lookFor`. */
  | 'outcome_unknown';

/** Where to look whether a write of unknown outcome was done. */
export interface LookFor {
  /** The call that finds out, in words. */
  readonly how: string;
  /** When the first attempt left, in milliseconds since 1970, by this machine's clock. */
  readonly since: number;
  readonly conversationId?: string;
  readonly contactId?: string;
  readonly externalId?: string;
  readonly accountId?: string;
  readonly userId?: string;
}

export interface DriftApiErrorDetails {
  readonly status?: number | undefined;
  readonly type?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly requestId?: string | undefined;
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly attempts?: number | undefined;
  readonly lookFor?: LookFor | undefined;
  readonly cause?: unknown;
}

/**
 * The one error class of this package for what Drift or the network does; `code` says which failure it is.
 * Wrong arguments are a `TypeError` instead. No field holds a token, a secret, a query or a body.
 */
export class DriftApiError extends Error {
  override readonly name = 'DriftApiError';
  readonly code: DriftApiErrorCode;
  /** The HTTP status, where Drift answered. */
  declare readonly status?: number;
  /** Drift's own word for the error, such as `validation_error`. An open set. */
  declare readonly type?: string;
  /** Seconds that Drift asks to wait. */
  declare readonly retryAfter?: number;
  /** The id of the answer, for Drift's support. */
  declare readonly requestId?: string;
  declare readonly method?: string;
  /** The path as a template, such as `/contacts/{id}`: ids and queries are left out. */
  declare readonly path?: string;
  /** How many requests left. */
  declare readonly attempts?: number;
  /** With `outcome_unknown`: how to find out. */
  declare readonly lookFor?: LookFor;

  /** Also true of an error that another copy of this package made: an app may import one and require the other. */
  static override [Symbol.hasInstance](value: unknown): value is DriftApiError {
    const isOwn = Function.prototype[Symbol.hasInstance].call(this, value);
    if (isOwn || this !== DriftApiError || typeof value !== 'object' || value === null) return isOwn;
    return 'name' in value && value.name === 'DriftApiError' && 'code' in value;
  }

  constructor(code: DriftApiErrorCode, message: string, details: DriftApiErrorDetails = {}) {
    const { cause, ...rest } = details;
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    for (const [name, value] of Object.entries(rest)) {
      if (value !== undefined) Object.assign(this, { [name]: value });
    }
  }
}
