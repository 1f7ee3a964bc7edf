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
