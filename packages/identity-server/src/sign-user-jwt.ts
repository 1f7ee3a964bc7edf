import { CompactSign } from 'jose';
import type { CryptoKey } from 'jose';
import { assertObject } from './assert-object';
import { plainClaims } from './claims';
import type { ExtraClaims } from './claims';
import { epochSeconds } from './clock';
import type { Clock } from './clock';
import { lifetime } from './lifetime';
import type { LifetimeOptions } from './lifetime';
import { refuseBrowser } from './refuse-browser';
import { importSigningKey } from './signing-key';
import type { Secret } from './signing-key';
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

/** In the order in which Drift's documents write them, so that their sample comes out byte for byte. */
const HEADER = { typ: 'JWT', alg: 'HS256' };

const encoder = new TextEncoder();

/**
 * Signs the `userJwt` of Drift's signed identities: HS256, `sub` is the user id, with `iat` and `exp`.
 *
 * Rejects with a `TypeError` for wrong options and with `in_browser` in a page. It believes the `userId` it is given:
 * take that from your own session and never from the request. `createIdentityHandler` does it for you.
 *
 * @example
 * const userJwt = await signUserJwt({ userId: session.user.id, secret });
 */
export async function signUserJwt(options: SignUserJwtOptions): Promise<string> {
  refuseBrowser('signUserJwt');
  assertObject(options, 'signUserJwt({ userId, secret })');
  const { userId, claims, now } = options;
  assertUserId(userId, 'userId');
  const expiresIn = lifetime(options);
  const extra = claims === undefined ? undefined : plainClaims(claims);
  const issuedAt = epochSeconds(now);
  const key = await importSigningKey(options.secret);
  return signClaims({ sub: userId, iat: issuedAt, exp: issuedAt + expiresIn, ...extra }, key);
}

/** Signs exactly these claims. The caller vouches for them. */
export async function signClaims(claims: Readonly<Record<string, unknown>>, key: CryptoKey): Promise<string> {
  // Not jose's SignJWT: its structured clone of the claims costs a good part of what is left beside the HMAC.
  const payload = encoder.encode(JSON.stringify(claims));
  const token = await new CompactSign(payload).setProtectedHeader(HEADER).sign(key);
  if (token.length > MAX_TOKEN_LENGTH) {
    throw new TypeError(
      `the token would have ${token.length} characters, more than the ${MAX_TOKEN_LENGTH} that verifyUserJwt reads: ` +
        'the user id or the claims are too long.',
    );
  }
  return token;
}
