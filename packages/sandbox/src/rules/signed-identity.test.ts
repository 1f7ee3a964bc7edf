import { SignJWT, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import { checkUserJwt, decideIdentity, takeApart } from './signed-identity';

const SECRET = 'a secret of at least thirty-two bytes';
const key = (secret: string): Uint8Array => new TextEncoder().encode(secret);
const NOW = new Date('2026-11-20T12:00:00Z');

function sign(claims: Record<string, unknown>, { secret = SECRET, alg = 'HS256' } = {}): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg }).sign(key(secret));
}

function check(token: unknown, userId = 'user_1'): Promise<string> {
  return checkUserJwt(token, { secret: key(SECRET), userId, now: NOW });
}

describe('checkUserJwt', () => {
  test("accepts the vector of Drift's documents", async () => {
    const token =
      'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.22H1g2b8yxmkcEY1Fhku4AhNl-M40P5Sl_B2ktSUdv8';
    expect(await checkUserJwt(token, { secret: key('your-256-bit-secret'), userId: '12345' })).toBe('valid');
    expect(await checkUserJwt(token, { secret: key('your-256-bit-secret'), userId: '12346' })).toBe(
      'wrong_subject',
    );
    expect(await checkUserJwt(token, { secret: key('another secret'), userId: '12345' })).toBe(
      'bad_signature',
    );
  });

  test('a token without exp never expires', async () => {
    expect(await check(await sign({ sub: 'user_1' }))).toBe('valid');
  });

  test('exp counts to the second, without tolerance', async () => {
    const exp = NOW.getTime() / 1000;
    expect(await check(await sign({ sub: 'user_1', exp: exp + 1 }))).toBe('valid');
    expect(await check(await sign({ sub: 'user_1', exp }))).toBe('expired');
  });

  test('nbf in the future makes a token not yet valid', async () => {
    expect(await check(await sign({ sub: 'user_1', nbf: NOW.getTime() / 1000 + 60 }))).toBe('not_yet_valid');
  });

  test('iat, iss and aud are tolerated', async () => {
    expect(await check(await sign({ sub: 'user_1', iat: 1, iss: 'acme', aud: 'drift' }))).toBe('valid');
  });

  test('a sub that is not a string never matches the user', async () => {
    expect(await check(await sign({ sub: 12345 }), '12345')).toBe('wrong_subject');
    expect(await check(await sign({}))).toBe('wrong_subject');
  });

  test('any algorithm but HS256 is refused, whatever it is signed with', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const es256 = await new SignJWT({ sub: 'user_1' }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    const none = `${btoa('{"alg":"none"}')}.${btoa('{"sub":"user_1"}')}.`;
    expect(await check(es256)).toBe('wrong_algorithm');
    expect(await check(none.replaceAll('=', ''))).toBe('wrong_algorithm');
    expect(await check(await sign({ sub: 'user_1' }, { alg: 'HS384', secret: SECRET.repeat(2) }))).toBe(
      'wrong_algorithm',
    );
  });

  test.each([undefined, null, ''])('%j is a missing token', async (token) => {
    expect(await check(token)).toBe('missing');
  });

  test.each(['hello', 'a.b.c', 42, {}, 'eyJhbGciOiJIUzI1NiJ9.e30'])(
    '%j is a malformed token',
    async (token) => {
      expect(await check(token)).toBe('malformed');
    },
  );
});

describe('decideIdentity', () => {
  test('disabled looks at no token', () => {
    expect(decideIdentity('disabled', 'unchecked', 'refused')).toBe('unsigned');
  });

  test('enabled takes a valid token and else falls back to the unsigned identity', () => {
    expect(decideIdentity('enabled', 'valid', 'refused')).toBe('signed');
    for (const verdict of ['missing', 'expired', 'bad_signature', 'malformed', 'wrong_subject'] as const) {
      expect(decideIdentity('enabled', verdict, 'refused'), verdict).toBe('fell_back');
    }
  });

  test('required consults no unsigned identity', () => {
    expect(decideIdentity('required', 'valid', 'refused')).toBe('signed');
    for (const verdict of ['missing', 'expired', 'unchecked', 'wrong_algorithm', 'wrong_subject'] as const) {
      expect(decideIdentity('required', verdict, 'refused'), verdict).toBe('refused');
    }
  });

  test('a sub of another user is accepted only when the switch subMismatch says so', () => {
    expect(decideIdentity('required', 'wrong_subject', 'accepted')).toBe('signed');
    expect(decideIdentity('required', 'expired', 'accepted')).toBe('refused');
  });
});

test('a token is taken apart without being checked, and never kept whole', async () => {
  const token = await sign({ sub: 'user_1' }, { secret: 'anything at all, it does not matter' });
  expect(takeApart(token)).toEqual({
    algorithm: 'HS256',
    header: { typ: 'JWT', alg: 'HS256' },
    claims: { sub: 'user_1' },
  });
  expect(takeApart('no token')).toBeNull();
});
