/** Why a request was refused: becomes Drift's error body. */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: RestStatus;
  readonly type: string;
  /** What of the request it is about. */
  readonly param: string | undefined;

  constructor(status: RestStatus, message: string, param?: string) {
    super(message);
    this.status = status;
    this.type = TYPE_OF_STATUS[status];
    this.param = param;
  }
}

// ASSUMED: of Drift's types only `validation_error` and `not_found` are known.
const TYPE_OF_STATUS = {
  400: 'validation_error',
  401: 'authentication_error',
  403: 'permissions_error',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'rate_limit_exceeded',
  500: 'internal_error',
} as const;

export type RestStatus = keyof typeof TYPE_OF_STATUS;

/** A 404 about one thing: `notFound('contact', '12')`. */
export function notFound(what: string, id: unknown): RestError {
  return new RestError(404, `There is no ${what} ${shown(id)}.`);
}

/** Part of a value, for a message. */
function shown(value: unknown): string {
  const text =
    typeof value === 'string' ? value : typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return (text ?? 'undefined').slice(0, 80);
}
