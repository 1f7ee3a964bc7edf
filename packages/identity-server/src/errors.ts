import { inWords } from './fault-in-words';

/** Why a token is refused. */
export type TokenErrorCode =
  /** Not a compact HS256 JWT: wrong parts, not base64url, not JSON, too long, an impossible time. */
  | 'token_malformed'
  /** Signed with anything but HS256, `none` included. */
  | 'token_algorithm'
  /** No given secret made this signature: edited, cut, or another account's. */
  | 'token_signature'
  /** `exp` lies in the past. */
  | 'token_expired'
  /** `nbf` lies in the future. */
  | 'token_not_yet_valid'
  /** `sub` is missing, empty, no string, or an accident such as "undefined". */
  | 'token_subject'
  /** `sub` is somebody else than the user asked for. */
  | 'token_other_user';

/** Why a request got no token, or what went wrong beside one that did. */
export type HandlerErrorCode =
  /** The request is neither GET, POST nor a preflight. A HEAD would sign a token that nobody reads. */
  | 'method_not_allowed'
  /** The page that asks is on another origin. Is it yours? Add its origin to `origins`. */
  | 'origin_not_allowed'
  /** `getUser` returned nobody. Is the session middleware in front of the endpoint, and does the request carry the session cookie? */
  | 'not_logged_in'
  /** The user asked too often, by your `rateLimit`. Ask again after `retryAfter` seconds. */
  | 'rate_limited'
  /** `getUser` threw or rejected; `cause` is what it threw. */
  | 'get_user_failed'
  /** `getUser` took longer than `timeout`. Is the session store slow? Raise `timeout`. */
  | 'get_user_timeout'
  /** `getUser` returned something that is neither `{ id: string }` nor nobody. A number id? Use `String(id)`. */
  | 'user_invalid'
  /** The function given as `secret` threw, took longer than `timeout`, or returned nothing that can be a secret. Is the variable set on this server? */
  | 'secret_unavailable'
  /** The runtime's cryptography failed; `cause` has the reason. */
  | 'signing_failed'
  /** The rate limiter itself failed: the request was let through. */
  | 'rate_limit_failed'
  /** A hook of yours threw: the answer left all the same. */
  | 'hook_failed'
  /** A handler of your own, given to `toNodeHandler`, threw; `cause` is what it threw. */
  | 'handler_failed';

/** Every code this package reports, closed: a `switch` over it can be exhaustive. */
export type IdentityErrorCode = 'in_browser' | TokenErrorCode | HandlerErrorCode;

/**
 * The one error class of this package; `code` says which failure it is. Wrong arguments are a `TypeError` instead.
 * Its message never holds a secret or a token. Printed in Node it shows the messages of its causes, and nothing else of
 * them: the error of an HTTP client carries the headers it sent.
 */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
  readonly code: IdentityErrorCode;
  /** With `rate_limited`: seconds until it makes sense to ask again, where the limiter knows them. */
  declare readonly retryAfter?: number;

  constructor(
    code: IdentityErrorCode,
    message: string,
    options: { cause?: unknown; retryAfter?: number } = {},
  ) {
    const { retryAfter, ...rest } = options;
    super(message, rest);
    this.code = code;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }
}

Object.defineProperty(IdentityError.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value(this: IdentityError) {
    return inWords(this);
  },
});
