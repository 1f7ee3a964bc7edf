/** Tokens for tests: the parts that a browser can read are real, the signature is not. */
const part = (value: object): string => btoa(JSON.stringify(value)).replace(/=+$/, '');

export function unsignedToken(claims: Record<string, unknown>, header: Record<string, unknown> = {}): string {
  return `${part({ typ: 'JWT', alg: 'HS256', ...header })}.${part(claims)}.signature`;
}

/** A `getUserJwt` whose answers the test gives, one by one. */
export interface TokenDesk {
  getUserJwt: (user: { id: string }, context: { signal: AbortSignal }) => Promise<string | null>;
  readonly requests: { id: string; signal: AbortSignal }[];
  /** Answers the oldest request that waits; by default with the right token. */
  answer(token?: string | null): void;
  fail(error: unknown): void;
}

export function createTokenDesk(): TokenDesk {
  const waiting: { id: string; resolve: (token: string | null) => void; reject: (error: unknown) => void }[] =
    [];
  const requests: TokenDesk['requests'] = [];
  const next = (): (typeof waiting)[number] => {
    const request = waiting.shift();
    if (!request) throw new Error('nobody asked for a token');
    return request;
  };
  return {
    requests,
    getUserJwt: ({ id }, { signal }) => {
      requests.push({ id, signal });
      return new Promise((resolve, reject) => waiting.push({ id, resolve, reject }));
    },
    answer(token) {
      const { id, resolve } = next();
      resolve(token === undefined ? unsignedToken({ sub: id, iat: 1_000, exp: 1_300 }) : token);
    },
    fail: (error) => next().reject(error),
  };
}

/** Whom a token is for, as far as it says. */
export function subjectOf(userJwt: string | undefined): unknown {
  const claims = JSON.parse(atob(userJwt?.split('.')[1] ?? 'bnVsbA')) as { sub?: unknown } | null;
  return claims?.sub;
}
