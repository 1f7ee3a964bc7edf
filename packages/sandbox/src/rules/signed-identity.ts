import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { Assumptions, SignedIdentities, TokenParts, TokenVerdict } from '../protocol';

export interface UserJwtCheck {
  secret: Uint8Array;
  userId: string;
  now?: Date;
}

/**
 * Judges a `userJwt` as Drift's documents describe it: HS256, `sub` a string equal to the identified id,
 * `exp` honoured when there is one, no clock tolerance (devdocs: Signed identities).
 */
export async function checkUserJwt(
  token: unknown,
  { secret, userId, now }: UserJwtCheck,
): Promise<TokenVerdict> {
  if (token === undefined || token === null || token === '') return 'missing';
  if (typeof token !== 'string') return 'malformed';
  const parts = takeApart(token);
  if (!parts) return 'malformed';
  if (parts.algorithm !== 'HS256') return 'wrong_algorithm';
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      ...(now && { currentDate: now }),
    });
    return payload.sub === userId ? 'valid' : 'wrong_subject';
  } catch (error) {
    return verdictOf(error);
  }
}

function verdictOf(error: unknown): TokenVerdict {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'bad_signature';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') return 'not_yet_valid';
  return 'malformed';
}

/** Header and claims without any check, for people to read; null when it is no JWT. */
export function takeApart(token: unknown): TokenParts | null {
  if (typeof token !== 'string') return null;
  try {
    const header = { ...decodeProtectedHeader(token) };
    return { algorithm: header.alg ?? null, header, claims: decodeJwt(token) };
  } catch {
    return null;
  }
}

export type IdentityDecision = 'signed' | 'unsigned' | 'fell_back' | 'refused';

/**
 * What a claimed identity is worth in a mode. Disabled: the token is not looked at. Enabled: an invalid token
 * falls back to the unsigned identity. Required: unsigned identities are not consulted (devdocs: Signed identities).
 */
export function decideIdentity(
  mode: SignedIdentities,
  verdict: TokenVerdict,
  subMismatch: Assumptions['subMismatch'],
): IdentityDecision {
  if (mode === 'disabled') return 'unsigned';
  // ASSUMED: what a token is worth whose `sub` is not the id is nowhere said; the switch decides.
  const counts = verdict === 'valid' || (verdict === 'wrong_subject' && subMismatch === 'accepted');
  if (counts) return 'signed';
  return mode === 'enabled' ? 'fell_back' : 'refused';
}
