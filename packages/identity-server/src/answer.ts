import type { Answer } from '@driftkit/node-handler';

/** What a client may know of a refusal. Why, and for whom, is for the hooks. */
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

/** On every answer: no cache may store it, and one that does must keep the answers to each origin apart. */
const ALWAYS = { 'cache-control': 'no-store', vary: 'Origin' };

const JSON_HEADERS = { ...ALWAYS, 'content-type': 'application/json', 'x-content-type-options': 'nosniff' };

/** The answer with a token. */
export function granted(body: { userId: string; userJwt: string; expiresAt: number }): Answer {
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

/** The answer without one. */
export function refused(code: RefusalCode, headers: Readonly<Record<string, string>> = {}): Answer {
  const { status, message } = REFUSALS[code];
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
