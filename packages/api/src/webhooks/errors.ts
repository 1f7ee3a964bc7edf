/** Why a webhook was refused, or what went wrong with one. */
export type WebhookErrorCode =
  | 'method_not_allowed'
  | 'body_too_large'
  | 'body_too_slow'
  | 'body_unreadable'
  | 'body_invalid'
  | 'token_wrong'
  | 'verify_refused'
  | 'org_not_ours'
  | 'shape_unexpected'
  | 'event_in_progress'
  | 'event_failed'
  | 'seen_failed'
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
