import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { signUserJwt } from './sign-user-jwt';
import { verifyUserJwt } from './verify-user-jwt';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const other = 'another-secret-of-thirty-two-bytes-and-more';
const at = (seconds: number) => () => seconds * 1000;
const start = 1_700_000_000;

/** Any token at all, signed by hand. */
function handmade(
  payload: unknown,
  header: unknown = { alg: 'HS256' },
  key = secret,
  digest = 'sha256',
): string {
  const part = (value: unknown) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${createHmac(digest, key).update(input).digest('base64url')}`;
}

describe('verifyUserJwt', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('accepts what signUserJwt signs', async () => {
    const token = await signUserJwt({ userId: 'user_1', secret, now: at(start), claims: { plan: 'pro' } });
    expect(await verifyUserJwt(token, { secret, userId: 'user_1', now: at(start) })).toEqual({
      claims: { sub: 'user_1', iat: start, exp: start + 300, plan: 'pro' },
      secretIndex: 0,
      expiresAt: start + 300,
    });
  });

  it("accepts the sample of Drift's documents and reports that it never ends", async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const token =
      'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.22H1g2b8yxmkcEY1Fhku4AhNl-M40P5Sl_B2ktSUdv8';
    expect(await verifyUserJwt(token, { secret: 'your-256-bit-secret', userId: '12345' })).toEqual({
      claims: { sub: '12345' },
      secretIndex: 0,
      expiresAt: null,
    });
  });

  it('tells which of several secrets signed', async () => {
    const token = await signUserJwt({ userId: 'a', secret: other });
    const bytes = new TextEncoder().encode(other);
    expect(await verifyUserJwt(token, { secret: [secret, other] })).toMatchObject({ secretIndex: 1 });
    expect(await verifyUserJwt(token, { secret: [bytes, secret] })).toMatchObject({ secretIndex: 0 });
  });

  it('holds a token to its last second and not beyond', async () => {
    const token = await signUserJwt({ userId: 'a', secret, now: at(start), expiresIn: 60 });
    await expect(verifyUserJwt(token, { secret, now: at(start + 59) })).resolves.toBeDefined();
    await expect(verifyUserJwt(token, { secret, now: at(start + 60) })).rejects.toMatchObject({
      code: 'token_expired',
      message: expect.stringContaining('2023-11-14T22:14:20.000Z') as unknown,
    });
    await expect(
      verifyUserJwt(token, { secret, now: at(start + 89), clockTolerance: 30 }),
    ).resolves.toBeDefined();
  });

  it.each([
    ['not yet valid', { sub: 'a', nbf: start + 10 }, 'token_not_yet_valid'],
    ['without a subject', { iat: start }, 'token_subject'],
    ['with an empty subject', { sub: '' }, 'token_subject'],
    ['with a number as its subject', { sub: 12345 }, 'token_subject'],
    ['with a list as its subject', { sub: ['a'] }, 'token_subject'],
    ['that expires at no number', { sub: 'a', exp: 'tomorrow' }, 'token_malformed'],
    ['that ends in milliseconds', { sub: 'a', exp: (start + 300) * 1000 }, 'token_malformed'],
    ['that ends after the year 9999', { sub: 'a', exp: 253_402_300_800 }, 'token_malformed'],
    ['issued in milliseconds', { sub: 'a', iat: start * 1000 }, 'token_malformed'],
    ['issued at no number', { sub: 'a', iat: 'now' }, 'token_malformed'],
    ['with the subject "undefined"', { sub: 'undefined' }, 'token_subject'],
    ['with the subject "[object Promise]"', { sub: '[object Promise]' }, 'token_subject'],
    ['with a subject that nobody can see', { sub: '\u200b' }, 'token_subject'],
    ['with white space for a subject', { sub: ' ' }, 'token_subject'],
    ['that is a list', ['a'], 'token_malformed'],
    ['that is null', null, 'token_malformed'],
  ])('refuses a token %s', async (_, payload, code) => {
    await expect(verifyUserJwt(handmade(payload), { secret, now: at(start) })).rejects.toMatchObject({
      code,
    });
  });

  it.each(['exp', 'nbf', 'iat'])('refuses a token whose %s JSON reads as Infinity', async (name) => {
    for (const text of ['1e309', '-1e309']) {
      const token = handmade(`{"sub":"a","${name}":${text}}`);
      await expect(verifyUserJwt(token, { secret, now: at(start) })).rejects.toMatchObject({
        code: expect.stringMatching(/^token_(malformed|expired|not_yet_valid)$/) as unknown,
      });
    }
  });

  it('says that a time may be in milliseconds', async () => {
    const token = handmade({ sub: 'a', exp: (start + 300) * 1000 });
    await expect(verifyUserJwt(token, { secret })).rejects.toThrow(
      /"exp" .* milliseconds\? Drift reads seconds/,
    );
  });

  it.each([
    ['white space at its end', (token: string) => `${token} `],
    ['a line end', (token: string) => `${token}\n`],
    ['white space before it', (token: string) => ` ${token}`],
    ['padding', (token: string) => `${token}=`],
    ['white space in its signature', (token: string) => token.replace(/.{5}$/, ' $&')],
    ['white space in its payload', (token: string) => token.replace('.', '. ')],
    ['padding in its header', (token: string) => token.replace('.', '=.')],
    ['the characters of plain base64', (token: string) => token.replace(/[-_]/g, '+')],
    ['a no-break space', (token: string) => `${token}\u00a0`],
  ])('refuses a token with %s', async (_, edit) => {
    const token = edit(handmade({ sub: 'user-?>~~~ÿ', more: '>>>???' }));
    await expect(verifyUserJwt(token, { secret })).rejects.toMatchObject({ code: 'token_malformed' });
  });

  it('refuses the three other spellings of a signature, in its last character', async () => {
    const token = await signUserJwt({ userId: 'a', secret });
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(token.at(-1) ?? '');
    for (const other of [1, 2, 3]) {
      const edited = `${token.slice(0, -1)}${alphabet[last + other]}`;
      await expect(verifyUserJwt(edited, { secret })).rejects.toMatchObject({ code: 'token_signature' });
    }
  });

  it.each([Number.NaN, Infinity, 1e18])('refuses a clock that shows %o', async (time) => {
    const token = await signUserJwt({ userId: 'a', secret });
    await expect(verifyUserJwt(token, { secret, now: () => time })).rejects.toThrow(/now must return/);
  });

  it('reads the secrets before the call returns', async () => {
    const bytes = Buffer.from(secret);
    const token = await signUserJwt({ userId: 'a', secret });
    const verified = verifyUserJwt(token, { secret: [other, bytes] });
    bytes.fill(0);
    await expect(verified).resolves.toMatchObject({ secretIndex: 1 });
  });

  it('refuses the token of another user', async () => {
    const token = await signUserJwt({ userId: 'a', secret });
    await expect(verifyUserJwt(token, { secret, userId: 'b' })).rejects.toMatchObject({
      code: 'token_other_user',
    });
  });

  it('refuses a token of another secret, however many were tried', async () => {
    const token = await signUserJwt({ userId: 'a', secret: other });
    await expect(verifyUserJwt(token, { secret })).rejects.toMatchObject({ code: 'token_signature' });
    await expect(verifyUserJwt(token, { secret: [secret, `${secret}!`] })).rejects.toThrow(
      /any of these 2 secrets/,
    );
  });

  it.each([
    ['no secret', { secret: [] }],
    ['an empty secret', { secret: '' }],
    ['an empty second secret', { secret: [secret, ''] }],
    ['a number as the user id', { secret, userId: 1 }],
    ['a user id that got lost', { secret, userId: undefined }],
    ['a secret that got lost', { secret: 'undefined' }],
    ['a secret that was wiped', { secret: new Uint8Array(32) }],
    ['a negative tolerance', { secret, clockTolerance: -1 }],
    ['a tolerance in words', { secret, clockTolerance: '1 minute' }],
  ])('throws a TypeError for %s', async (_, options) => {
    const token = handmade({ sub: 'a' });
    await expect(verifyUserJwt(token, options as never)).rejects.toThrow(TypeError);
  });

  it.each([undefined, null, secret])('shows how to call it when it gets %o', async (options) => {
    const call = verifyUserJwt(handmade({ sub: 'a' }), options as never);
    await expect(call).rejects.toThrow(/call verifyUserJwt\(token, \{ secret \}\)/);
  });

  it('refuses to run in a page', async () => {
    vi.stubGlobal('window', { document: {} });
    await expect(verifyUserJwt('x', { secret })).rejects.toMatchObject({ code: 'in_browser' });
  });
});
