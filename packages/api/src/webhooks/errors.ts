/** Why a webhook was refused, or what went wrong with one. */
export type WebhookErrorCode =
  /** 405. Drift sends POST only. */
  | 'method_not_allowed'
  /** 413. The body is larger than `maxBodySize`. Raise it only if the sender is Drift. */
  | 'body_too_large'
  /** 408. The body did not arrive within `bodyTimeout`. */
  | 'body_too_slow'
  /** 500. The body was read before, broke off, or was parsed by code of yours that rounded a long id. Mount the handler before the parser. */
  | 'body_unreadable'
  /** 400. The body is not one JSON object, has a key twice, or is nested too deep. */
  | 'body_invalid'
  /** 401. The verification token is missing or not one of yours. Compare `verificationToken` with App Credentials at dev.drift.com. */
  | 'token_wrong'
  /** 401. Your own `verify` refused the request. */
  | 'verify_refused'
  /** 403. The event is of an org that `orgIds` does not name. */
  | 'org_not_ours'
  /** 200. The event lacks a field that Drift documents. It is handled; `event.problems` has the details. */
  | 'shape_unexpected'
  /** 503. The same event is being handled now. The sender may try again. */
  | 'event_in_progress'
  /** 500. Your `onEvent` threw or rejected; `cause` is what it threw. The event may come again. */
  | 'event_failed'
  /** 500. Your `seen` store threw; `cause` is what it threw. The event may come again. */
  | 'seen_failed'
  /** 500. Another hook of yours threw; `cause` is what it threw. */
  | 'hook_failed';

/** A refused webhook, or a failure while one was handled. The message names no token and no part of the body. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: WebhookErrorCode;

  constructor(code: WebhookErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
