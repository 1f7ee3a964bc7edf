// ASSUMED: Drift's bodies are not known; these are the words of RFC 6749.
const STATUS_OF_CODE = {
  invalid_request: 400,
  invalid_grant: 400,
  unsupported_grant_type: 400,
  invalid_client: 401,
} as const;

export type OAuthCode = keyof typeof STATUS_OF_CODE;

/** Why no token was given. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthCode;
  readonly status: (typeof STATUS_OF_CODE)[OAuthCode];

  constructor(code: OAuthCode, message: string) {
    super(message);
    this.code = code;
    this.status = STATUS_OF_CODE[code];
  }
}
