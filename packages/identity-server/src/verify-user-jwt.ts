import { errors, jwtVerify } from 'jose';
import { assertObject } from './assert-object';
import { LAST_SECOND, epochSeconds } from './clock';
import type { Clock } from './clock';
import { IdentityError } from './errors';
import { refuseBrowser } from './refuse-browser';
import { assertSecret, secretBytes } from './secret';
import type { Secret } from './secret';
import { MAX_TOKEN_LENGTH } from './token-length';
import { accidentOf, assertUserId } from './user-id';

/** What `verifyUserJwt` needs. */
export interface VerifyUserJwtOptions {
  /** One secret, or several while you rotate: each is tried, in this order. */
  secret: Secret | readonly Secret[];
  /** The user the token must be for. Leave it out to accept any user's token: undefined is refused, it may be a lost id. */
  userId?: string;
  /** Seconds by which clocks may differ; default 0. Drift publishes no tolerance of its own. */
  clockTolerance?: number;
  /** Epoch milliseconds; default `Date.now`. */
  now?: Clock;
}

/** What a token that holds says. */
export interface UserJwtClaims {
  sub: string;
  /** Epoch seconds, as the other times. */
  exp?: number;
  iat?: number;
  nbf?: number;
  [name: string]: unknown;
}

/** A token that holds. */
export interface VerifiedUserJwt {
  readonly claims: UserJwtClaims;
  /** Which of the secrets made the signature: 0 is the first. */
  readonly secretIndex: number;
  /** `exp` in epoch seconds; null for a token without `exp`, which Drift accepts and which never expires. */
  readonly expiresAt: number | null;
}

/**
 * Verifies a `userJwt` as strictly as Drift documents it: HS256 and nothing else, a secret that fits, `exp` and `nbf`,
 * times that can be times, a `sub` that can be somebody's id.
 *
 * Rejects with an `IdentityError` whose code says what is wrong with the token, with a `TypeError` for wrong options,
 * and with `in_browser` in a page.
 */
export async function verifyUserJwt(token: string, options: VerifyUserJwtOptions): Promise<VerifiedUserJwt> {
  refuseBrowser('verifyUserJwt');
  assertObject(options, 'verifyUserJwt(token, { secret })');
  const secrets = secretsOf(options.secret);
  const { userId, clockTolerance = 0, now } = options;
  if (userId !== undefined) assertUserId(userId, 'userId');
  else if ('userId' in options)
    throw new TypeError("userId is undefined: was it lost? Leave it out to accept any user's token.");
  if (!Number.isFinite(clockTolerance) || clockTolerance < 0) {
    throw new TypeError(
      `clockTolerance must be a number of seconds, at least 0, and not ${String(clockTolerance)}.`,
    );
  }
  assertTokenShape(token);
  const checks = { clockTolerance, currentDate: new Date(epochSeconds(now) * 1000) };
  const { payload, secretIndex } = await firstThatFits(token, secrets, checks);
  if (!hasSignature(token)) throw otherSignature(secrets.length);
  for (const name of ['exp', 'nbf', 'iat']) assertTime(payload[name], name);
  const claims = withSubject(payload, userId);
  return { claims, secretIndex, expiresAt: claims.exp ?? null };
}

interface Checks {
  clockTolerance: number;
  currentDate: Date;
}

function secretsOf(secret: Secret | readonly Secret[]): readonly Secret[] {
  const secrets: readonly Secret[] = [secret].flat();
  if (secrets.length === 0) throw new TypeError('secret is an empty list: nothing could ever be verified.');
  return secrets;
}

/** Throws `token_malformed` unless the token has the form of a compact JWT. */
export function assertTokenShape(token: unknown): asserts token is string {
  if (typeof token !== 'string')
    throw new IdentityError(
      'token_malformed',
      `The token must be a string, and it is of type ${typeof token}.`,
    );
  if (token.length > MAX_TOKEN_LENGTH) {
    throw new IdentityError(
      'token_malformed',
      `The token has ${token.length} characters; ${MAX_TOKEN_LENGTH} is the most that is read.`,
    );
  }
  // jose reads past white space and "=": Drift need not.
  if (!COMPACT.test(token)) throw malformed();
}

/**
 * A signature of HS256 has 32 bytes, so 43 characters, and two bits of the last one are left over. They must be 0: with
 * others, somebody edited the token.
 */
const SIGNATURE = /\.[\w-]{42}[AEIMQUYcgkosw048]$/;

/** Whether the token ends with a possible HS256 signature, made with any secret. */
export const hasSignature = (token: string): boolean => SIGNATURE.test(token);

/** Three parts of base64url. */
const COMPACT = /^[\w-]*\.[\w-]*\.[\w-]*$/;

const malformed = (): IdentityError =>
  new IdentityError(
    'token_malformed',
    'The token is not a compact JWT: three parts, base64url, JSON inside.',
  );

/** JSON can hold times that never come: 1e309 is read as Infinity, and milliseconds lie far beyond the year 9999. */
function assertTime(value: unknown, name: string): void {
  if (value === undefined || (typeof value === 'number' && Math.abs(value) <= LAST_SECOND)) return;
  throw new IdentityError(
    'token_malformed',
    typeof value === 'number'
      ? `The token's "${name}" is no point in time before the year 10000: was it written in milliseconds? Drift reads seconds.`
      : `The token's "${name}" is not a number.`,
  );
}

async function firstThatFits(token: string, secrets: readonly Secret[], checks: Checks) {
  // All are checked before the first is tried: a wrong second secret would stay hidden until the rotation.
  for (const secret of secrets) assertSecret(secret);
  const keys = secrets.map(secretBytes);
  for (const [secretIndex, key] of keys.entries()) {
    try {
      const { payload } = await jwtVerify(token, key, { ...checks, algorithms: ['HS256'] });
      return { payload: payload as Record<string, unknown>, secretIndex };
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw refusal(error);
    }
  }
  throw otherSignature(secrets.length);
}

/** The error for a signature that was made with none of the `count` secrets. */
export const otherSignature = (count: number): IdentityError =>
  new IdentityError(
    'token_signature',
    `The signature was not made with ${count === 1 ? 'this secret' : `any of these ${count} secrets`}: ` +
      'the token was edited, or the secret is not the one of the account.',
  );

/** jose's error in our words. It is not kept as the cause: it carries the claims of an unverified token. */
function refusal(error: unknown): unknown {
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return new IdentityError(
      'token_algorithm',
      'The token is not signed with HS256, the only algorithm Drift takes.',
    );
  }
  if (error instanceof errors.JWTExpired) {
    return new IdentityError('token_expired', `The token expired at ${instant(error.payload.exp)}.`);
  }
  if (error instanceof errors.JWTClaimValidationFailed) return claimRefusal(error);
  if (error instanceof errors.JOSEError) {
    return malformed();
  }
  return error;
}

function claimRefusal({ claim, reason, payload }: errors.JWTClaimValidationFailed): IdentityError {
  return claim === 'nbf' && reason === 'check_failed'
    ? new IdentityError('token_not_yet_valid', `The token is not valid before ${instant(payload.nbf)}.`)
    : new IdentityError('token_malformed', `The token's "${claim}" is not a number.`);
}

function instant(seconds: unknown): string {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? 'no point in time' : date.toISOString();
}

function withSubject(payload: Record<string, unknown>, userId: string | undefined): UserJwtClaims {
  const { sub } = payload;
  if (typeof sub !== 'string') {
    throw new IdentityError(
      'token_subject',
      typeof sub === 'number'
        ? 'The token\'s "sub" is a number: Drift compares strings, so sign String(id).'
        : 'The token\'s "sub" is missing or not a string, so it names nobody.',
    );
  }
  const accident = accidentOf(sub);
  if (accident !== undefined) throw new IdentityError('token_subject', `The token's "sub" ${accident}`);
  if (userId !== undefined && sub !== userId)
    throw new IdentityError('token_other_user', 'The token is another user\'s: its "sub" is not the userId.');
  return { ...payload, sub };
}
