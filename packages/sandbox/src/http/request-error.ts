/** Why a request was refused. Closed: one code, one status. */
export const STATUS_OF_CODE = {
  bad_request: 400,
  bad_token: 401,
  cross_site: 403,
  unknown_host: 403,
  not_found: 404,
  too_large: 413,
  failed_on_purpose: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof STATUS_OF_CODE;

/** A refusal over HTTP: becomes `{ "error": { "code", "message" } }` with the code's status. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
