import { assertObject } from './assert-object';
import { plainClaims, userClaims } from './claims';
import type { ExtraClaims } from './claims';
import type { Clock } from './clock';
import { lifetime } from './lifetime';
import type { LifetimeOptions } from './lifetime';
import { refuseBrowser } from './refuse-browser';
import { assertSecret, secretBytes } from './secret';
import type { Secret } from './secret';
import { signInNode } from './sign-in-node';
import { MAX_TOKEN_LENGTH } from './token-length';
import { assertUserId } from './user-id';
import { CompactSign } from 'jose';

/** What `signUserJwt` needs. */
export interface SignUserJwtOptions extends LifetimeOptions {
  /** The id you give to `drift.identify`, as a string: it becomes `sub`. */
  userId: string;
  secret: Secret;
  /** Further claims; the registered ones (`sub`, `exp`, …) are refused. */
  claims?: ExtraClaims;
  /** Epoch milliseconds; default `Date.now`. */
  now?: Clock;
}

/**
 * Signs the `userJwt` of Drift's signed identities: HS256, `sub` is the user id, with `iat` and `exp`.
 *
 * Rejects with a `TypeError` for wrong options and with `in_browser` in a page. The secret is read before the call
 * returns, and nothing of it is kept. It believes the `userId` it is given:
 * take that from your own session and never from the request. `createIdentityHandler` does it for you.
 *
 * @example
 * const userJwt = await signUserJwt({ userId: session.user.id, secret });
 */
export async function signUserJwt(options: SignUserJwtOptions): Promise<string> {
  refuseBrowser('signUserJwt');
  assertObject(options, 'signUserJwt({ userId, secret })');
  // Each option is read once: what is checked is what signs, whatever a getter would say the next time.
  const { userId, secret, claims, now } = options;
  assertUserId(userId, 'userId');
  assertSecret(secret);
  const expiresIn = lifetime(options);
  const extra = claims === undefined ? undefined : plainClaims(claims);
  return signClaims(userClaims({ userId, expiresIn, now, extra }), secret);
}

/** Signs exactly these claims. The caller vouches for them and for the secret. */
export async function signClaims(claims: object, secret: Secret): Promise<string> {
  const sign = signInNode() ?? signWithJose;
  const token = await sign(JSON.stringify(claims), secret);
  if (token.length > MAX_TOKEN_LENGTH) {
    throw new TypeError(
      `the token would have ${token.length} characters, more than the ${MAX_TOKEN_LENGTH} that verifyUserJwt reads: ` +
        'the user id or the claims are too long.',
    );
  }
  return token;
}

/** In the order in which Drift's documents write them, so that their sample comes out byte for byte. */
const HEADER = { typ: 'JWT', alg: 'HS256' };

/** Signs a payload, JSON text, with HS256, wherever there is WebCrypto. The secret is read before this returns. */
export function signWithJose(payload: string, secret: Secret): Promise<string> {
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader(HEADER)
    .sign(secretBytes(secret));
}
