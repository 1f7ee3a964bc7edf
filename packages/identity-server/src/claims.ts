import { LAST_SECOND, epochSeconds } from './clock';
import type { Clock } from './clock';

/** What the claims of a user are made of. */
export interface UserClaimsOptions {
  userId: string;
  /** Seconds, checked by `lifetime`. */
  expiresIn: number;
  now: Clock | undefined;
  /** Checked by `plainClaims`. */
  extra?: Readonly<Record<string, unknown>> | undefined;
}

/** The claims of a token: the times in epoch seconds, and the extra claims after them. */
export interface UserClaims {
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
}

/**
 * The claims of a token for this user that is signed now. Both `signUserJwt` and the endpoint sign what this returns.
 * Throws a `TypeError` when the token would end after the year 9999.
 */
export function userClaims({ userId, expiresIn, now, extra }: UserClaimsOptions): UserClaims {
  const iat = epochSeconds(now);
  const exp = iat + expiresIn;
  if (exp <= LAST_SECOND) return { sub: userId, iat, exp, ...extra };
  throw new TypeError(`expiresIn is ${expiresIn} seconds: the token would end after the year 9999.`);
}

/** The claims of RFC 7519, section 4.1: this package sets them, never the caller. */
const REGISTERED = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti'] as const;

/** Further claims of a token: plain JSON. Drift ignores them; your own services may read them. */
export type ExtraClaims = Readonly<Record<string, unknown>>;

/**
 * A copy of `claims` as JSON will have it, so that nothing in it (a `toJSON`, a getter) can still change the token.
 * Throws a `TypeError` for anything but an object of JSON values, and for a registered claim.
 */
export function plainClaims(claims: ExtraClaims): Record<string, unknown> {
  const plain: unknown = JSON.parse(JSON.stringify(claims) ?? 'null');
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw new TypeError('claims must be an object of JSON values.');
  }
  for (const name of [...REGISTERED, '__proto__']) {
    if (Object.hasOwn(plain, name)) throw new TypeError(`claims may not contain "${name}": ${reason(name)}`);
  }
  return plain as Record<string, unknown>;
}

function reason(name: string): string {
  if (name === 'sub') return 'it is userId.';
  if (name === 'exp') return 'it comes from expiresIn.';
  return name === '__proto__'
    ? 'the name is dangerous to read back.'
    : 'registered claims are set by the signer.';
}
