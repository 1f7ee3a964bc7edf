import { DriftApiError } from '../errors';
import { parseExact } from '../ids';
import { isToken } from '../options';
import type { TokenSet } from './options';

/** What Drift documents for an access token, where the answer does not say. */
const DOCUMENTED_LIFETIME = 7200;

/**
 * Reads an answer of the token endpoint, in the documented dialect or the older one in camelCase. Without a refresh token
 * the access token counts as permanent, unless the answer says when it ends.
 *
 * @throws DriftApiError `bad_answer`
 */
export function readTokens(text: string, sentAt: number): TokenSet {
  const answer = jsonOf(text);
  const field = (snake: string, camel: string): unknown => answer[snake] ?? answer[camel];
  const accessToken = field('access_token', 'accessToken');
  const refreshToken = field('refresh_token', 'refreshToken');
  const orgId = field('org_id', 'orgId');
  if (!isToken(accessToken)) throw badAnswer('The answer has no access token.');
  const canRefresh = isToken(refreshToken);
  const seconds =
    lifetimeOf(field('expires_in', 'expiresIn')) ?? (canRefresh ? DOCUMENTED_LIFETIME : undefined);
  return {
    accessToken,
    ...(canRefresh && { refreshToken }),
    ...(seconds !== undefined && { expiresAt: sentAt + seconds * 1000 }),
    ...(typeof orgId === 'string' && { orgId }),
  };
}

function lifetimeOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' || typeof value === 'number' ? Number(value) : NaN;
  return seconds > 0 && Number.isFinite(seconds) ? seconds : undefined;
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = parseExact(text);
  } catch {
    // The parser's own error is left out: it quotes the tokens.
  }
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw badAnswer('The answer is not JSON, or only a part of it.');
}

const badAnswer = (what: string): DriftApiError =>
  new DriftApiError('bad_answer', `POST /oauth2/token failed. ${what}`, {
    method: 'POST',
    path: '/oauth2/token',
  });
