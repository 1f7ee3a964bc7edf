import { assertObject } from './assert-object';
import { plainClaims } from './claims';
import type { ExtraClaims } from './claims';
import type { Clock } from './clock';
import { lifetime, timesOf } from './lifetime';
import type { LifetimeOptions } from './lifetime';
import { refuseBrowser } from './refuse-browser';
import { assertSecret } from './secret';
import type { Secret } from './secret';
import { signInNode } from './sign-in-node';
import { signWithJose } from './sign-with-jose';
import { MAX_TOKEN_LENGTH } from './token-length';
import { assertUserId } from './user-id';

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
  const { iat, exp } = timesOf(expiresIn, now);
  return signClaims({ sub: userId, iat, exp, ...extra }, secret);
}

/** Signs exactly these claims. The caller vouches for them and for the secret. */
export async function signClaims(claims: Readonly<Record<string, unknown>>, secret: Secret): Promise<string> {
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
