import type { Answer } from '@driftkit/node-handler';
import type { IdentityErrorCode } from './errors';
import { refusalOf } from './refusals';

/** On every answer: no cache may store it, and one that does must keep the answers to each origin apart. */
const ALWAYS = { 'cache-control': 'no-store', vary: 'Origin' };

const JSON_HEADERS = { ...ALWAYS, 'content-type': 'application/json', 'x-content-type-options': 'nosniff' };

/** The answer with a token. */
export function granted(body: { userId: string; userJwt: string; expiresAt: number }): Answer {
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

/** The answer without one, for the error that kept the client from it. */
export function refused(error: IdentityErrorCode, headers: Readonly<Record<string, string>> = {}): Answer {
  const { code, status, message } = refusalOf(error);
  return {
    status,
    headers: { ...JSON_HEADERS, ...headers },
    body: JSON.stringify({ error: { code, message } }),
  };
}

/** An answer without content. */
export function empty(headers: Readonly<Record<string, string>>): Answer {
  return { status: 204, headers: { ...ALWAYS, ...headers }, body: null };
}

/** The same answer with further headers. */
export function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** The answer as a Fetch response; to a HEAD request without its body. Each of our headers has one value. */
export function toResponse({ status, headers, body }: Answer, method: string): Response {
  return new Response(method === 'HEAD' ? null : (body as string | null), {
    status,
    headers: headers as Record<string, string>,
  });
}
