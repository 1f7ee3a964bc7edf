import type { WebhookError, WebhookErrorCode } from './errors';

/** The status of each refusal or failure, and all the sender learns of it. */
const ANSWERS: Readonly<Record<WebhookErrorCode, readonly [status: number, code: string]>> = {
  method_not_allowed: [405, 'method_not_allowed'],
  body_too_large: [413, 'too_large'],
  body_too_slow: [408, 'timeout'],
  body_unreadable: [500, 'failed'],
  body_invalid: [400, 'invalid'],
  token_wrong: [401, 'unauthorized'],
  verify_refused: [401, 'unauthorized'],
  org_not_ours: [403, 'forbidden'],
  event_in_progress: [503, 'in_progress'],
  event_failed: [500, 'failed'],
  seen_failed: [500, 'failed'],
  hook_failed: [500, 'failed'],
  shape_unexpected: [200, 'ok'],
};

/** What a sender without a token must not learn: how far a body came. */
const SAYS_TOO_MUCH = new Set<WebhookErrorCode>(['body_unreadable', 'body_invalid']);

const MORE_HEADERS: Partial<Record<WebhookErrorCode, Record<string, string>>> = {
  method_not_allowed: { allow: 'POST' },
  event_in_progress: { 'retry-after': '5' },
};

/** Becomes a Fetch response, or what Node writes. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @param isVerified the header had a right token, so the sender is Drift */
export function answerTo({ code }: WebhookError, isVerified: boolean): Answer {
  const hide = SAYS_TOO_MUCH.has(code) && !isVerified;
  const [status, name] = ANSWERS[hide ? 'token_wrong' : code];
  return json(status, { error: { code: name } }, MORE_HEADERS[code]);
}

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

const json = (status: number, body: unknown, headers?: Record<string, string>): Answer => ({
  status,
  headers: { ...HEADERS, ...headers },
  body: JSON.stringify(body),
});

export const OK: Answer = json(200, { ok: true });
