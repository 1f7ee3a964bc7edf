import type { Answer, RequestFacts } from '@driftkit/node-handler';
import { granted, refused } from './answer';
import { userClaims } from './claims';
import { ALLOW, answerOptions, withCors } from './cors';
import { IdentityError } from './errors';
import { secretFinder } from './find-secret';
import { findUserId } from './find-user';
import { safeHooks } from './hooks';
import { checkedOptions } from './identity-options';
import type { IdentityHandlerOptions } from './identity-options';
import { lifetime } from './lifetime';
import { judgeOrigin } from './origin-policy';
import type { OriginVerdict } from './origin-policy';
import { countToken } from './rate-limit';
import { quoted } from './printable';
import type { Secret } from './secret';
import { signClaims } from './sign-user-jwt';
import { isPromiseLike } from './time-limit';

/** Answers a request of any runtime. Never rejects. */
export type Endpoint<Context> = (facts: RequestFacts, context: Context) => Promise<Answer>;

/** The token endpoint without a runtime. Throws a `TypeError` for wrong options. */
export function createEndpoint<Context>(given: IdentityHandlerOptions<Context>): Endpoint<Context> {
  const options = checkedOptions(given);
  const expiresIn = lifetime(options);
  const { getUser, rateLimit, now, timeout = 5000 } = options;
  const findSecret = secretFinder(options.secret, timeout);
  const listed = new Set(options.origins);
  const hooks = safeHooks(options);

  async function answerWithToken(facts: RequestFacts, context: Context): Promise<Answer> {
    const { request } = facts;
    const userId = await findUserId(getUser, timeout, request, context);
    if (rateLimit)
      await countToken(rateLimit, userId, timeout, (error) => hooks.failed(error, { request, context }));
    const found = findSecret(request, context);
    const { userJwt, issuedAt, expiresAt } = await sign(userId, isPromiseLike(found) ? await found : found);
    hooks.signed({ userId, issuedAt, expiresAt, request, context });
    return granted({ userId, userJwt, expiresAt });
  }

  async function sign(
    userId: string,
    secret: Secret,
  ): Promise<{ userJwt: string; issuedAt: number; expiresAt: number }> {
    try {
      const claims = userClaims({ userId, expiresIn, now });
      return { userJwt: await signClaims(claims, secret), issuedAt: claims.iat, expiresAt: claims.exp };
    } catch (cause) {
      throw new IdentityError('signing_failed', 'The token could not be signed; see the cause.', { cause });
    }
  }

  async function answerTo(facts: RequestFacts, verdict: OriginVerdict, context: Context): Promise<Answer> {
    try {
      if (verdict.from === 'foreign') throw foreignOrigin(facts);
      if (facts.method === 'OPTIONS') return answerOptions(facts);
      if (facts.method !== 'GET' && facts.method !== 'POST') throw wrongMethod(facts);
      return await answerWithToken(facts, context);
    } catch (error) {
      const reason = error as IdentityError;
      hooks.failed(reason, { request: facts.request, context });
      return refused(reason.code, refusalHeaders(reason));
    }
  }

  return async (facts, context) => {
    const verdict = judgeOrigin(facts, listed);
    return withCors(await answerTo(facts, verdict, context), verdict);
  };
}

function refusalHeaders({ code, retryAfter }: IdentityError): Record<string, string> {
  if (code === 'method_not_allowed') return { allow: ALLOW };
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}

const foreignOrigin = (facts: RequestFacts): IdentityError =>
  new IdentityError(
    'origin_not_allowed',
    `A page of ${sent(facts.header('origin'))} asked (Sec-Fetch-Site: ${sent(facts.header('sec-fetch-site'))}, ` +
      `Host: ${sent(facts.host())}). If it is yours, add its origin to origins.`,
  );

const wrongMethod = (facts: RequestFacts): IdentityError =>
  new IdentityError('method_not_allowed', `${sent(facts.method)} is not answered: ask with GET or POST.`);

/** What a client sent may end up in a log, where a header of 16 KB would be most of it. */
const sent = (text: string | null): string => (text === null ? 'unknown' : quoted(text.slice(0, 200)));
