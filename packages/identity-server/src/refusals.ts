import type { IdentityErrorCode } from './errors';

/**
 * What the endpoint answers instead of a token: one row for each refusal that the client caused, and `unavailable` for
 * every fault of the server. The client reads the code and the message; the reason is for `onError` alone.
 */
const REFUSALS = {
  not_logged_in: { status: 401, message: 'Nobody is logged in.' },
  origin_not_allowed: {
    status: 403,
    message: 'Pages of this origin may not ask for a token: the server does not list it.',
  },
  method_not_allowed: { status: 405, message: 'Ask with GET or POST.' },
  rate_limited: { status: 429, message: 'Too many tokens were asked for. Try again later.' },
  unavailable: { status: 503, message: 'No token can be signed right now.' },
} as const;

/** The codes a client sees in `{ "error": { "code", "message" } }`. */
export type RefusalCode = keyof typeof REFUSALS;

export interface Refusal {
  readonly code: RefusalCode;
  readonly status: number;
  readonly message: string;
}

/** What the client is told when this error kept it from a token. */
export function refusalOf(error: IdentityErrorCode): Refusal {
  const code = isRefusal(error) ? error : 'unavailable';
  return { code, ...REFUSALS[code] };
}

/** Whether the client caused this error. Any other error is a fault of the server. */
export function isRefusal(error: IdentityErrorCode): error is IdentityErrorCode & RefusalCode {
  return Object.hasOwn(REFUSALS, error);
}
