import type { Context } from 'hono';
import { OAuthError } from './oauth-error';

/** A request to the token endpoint, in either dialect. */
export interface TokenRequest {
  /** `form` is the documented one, in snake_case; `json` that of older samples, in camelCase. */
  dialect: 'form' | 'json';
  grantType: string;
  clientId: string;
  clientSecret: string;
  code: string | undefined;
  refreshToken: string | undefined;
  redirectUri: string | undefined;
}

const FIELDS = ['grantType', 'clientId', 'clientSecret', 'code', 'refreshToken', 'redirectUri'] as const;
type Field = (typeof FIELDS)[number];

/** Reads the body of either dialect. Throws `OAuthError` for one of neither, or where a field is missing. */
export async function readTokenRequest(c: Context): Promise<TokenRequest> {
  const type = (c.req.header('Content-Type') ?? '').toLowerCase();
  const text = await c.req.text();
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(text);
    return request('form', (field) => form.get(snakeCase(field)) ?? undefined);
  }
  if (!type.startsWith('application/json'))
    throw new OAuthError(
      'invalid_request',
      'Send the body as application/x-www-form-urlencoded, or as JSON in camelCase.',
    );
  const body = objectOf(text);
  return request('json', (field) => (typeof body[field] === 'string' ? body[field] : undefined));
}

function request(
  dialect: TokenRequest['dialect'],
  given: (field: Field) => string | undefined,
): TokenRequest {
  const needed = (field: Field): string => {
    const value = given(field);
    if (value !== undefined && value !== '') return value;
    throw new OAuthError('invalid_request', `${dialect === 'form' ? snakeCase(field) : field} is missing.`);
  };
  return {
    dialect,
    grantType: needed('grantType'),
    clientId: needed('clientId'),
    clientSecret: needed('clientSecret'),
    code: given('code'),
    refreshToken: given('refreshToken'),
    redirectUri: given('redirectUri'),
  };
}

function snakeCase(field: Field): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below.
  }
  throw new OAuthError('invalid_request', 'The body is not a JSON object.');
}
