import { DriftApiError } from '../errors';
import type { World } from '../world';
import type { OAuthOptions, TokenSet } from './options';
import type { TokenRequest } from './token-request';

/** Exchanges a code, once, and saves the tokens. */
export async function exchangeCode(
  code: string,
  { redirectUri, tokens: store }: OAuthOptions,
  request: TokenRequest,
  world: World,
): Promise<TokenSet> {
  const since = world.date();
  let tokens: TokenSet;
  try {
    tokens = await request({ grant_type: 'authorization_code', code, redirect_uri: redirectUri });
  } catch (cause) {
    throw explained(cause as DriftApiError, since);
  }
  await store.save(tokens, tokens.orgId);
  return tokens;
}

const METHOD = { method: 'POST', path: '/oauth2/token' };

/** A code works once, so no exchange is tried a second time. */
function explained(cause: DriftApiError, since: number): DriftApiError {
  const { code, status, type, retryAfter } = cause;
  if (code === 'unauthorized') {
    const help =
      'A code works once and for a short time, and redirectUri, clientId and clientSecret must be those of the app.';
    return new DriftApiError('invalid', `${cause.message} ${help} Begin again at authorizeUrl.`, {
      ...METHOD,
      status,
      type,
    });
  }
  if (code === 'rate_limited' || code === 'not_found' || code === 'unsafe_link') return cause;
  const how = 'Begin again at authorizeUrl.';
  return new DriftApiError(
    'outcome_unknown',
    `It is not known whether the code was exchanged (${code}). ${how}`,
    {
      ...METHOD,
      status,
      retryAfter,
      lookFor: { how, since },
      cause,
    },
  );
}
