import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { IdentityError, signUserJwt, verifyUserJwt } from '../src/index';
import { handmade, part } from './handmade';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const payload = { sub: 'jane', iat: 1_700_000_000, exp: 1_700_000_300 };
const now = () => 1_700_000_000_000;
const good = handmade({ key: secret, payload, header: { typ: 'JWT', alg: 'HS256' } });
const [header = '', claims = '', signature = ''] = good.split('.');

// Some of these secrets are odd, and said to be.
beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));

/** The code of the refusal; the error must give nothing away. */
async function refusalOf(token: unknown, options: object = {}): Promise<string> {
  const error: unknown = await verifyUserJwt(token as string, { secret, now, ...options }).catch(
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(IdentityError);
  expect(inspect(error, { depth: 9 })).not.toContain(secret);
  if (typeof token === 'string' && token.length > 20)
    expect(inspect(error, { depth: 9 })).not.toContain(token);
  return (error as IdentityError).code;
}

it('the token all of these are made from holds', async () => {
  await expect(verifyUserJwt(good, { secret, now })).resolves.toMatchObject({ claims: payload });
});

describe('algorithms', () => {
  it.each(['none', 'None', 'NONE', 'nOnE', ' none', 'none ', 'none\u0000', 'ｎｏｎｅ'])(
    'refuses alg %j',
    async (alg) => {
      for (const end of ['', signature, part('')]) {
        expect(await refusalOf(`${part({ alg })}.${claims}.${end}`)).toBe('token_algorithm');
      }
      expect(await refusalOf(handmade({ key: secret, payload, header: { alg } }))).toBe('token_algorithm');
    },
  );

  it.each([undefined, null, '', 1, true, [], ['HS256'], { toString: 'HS256' }])(
    'refuses alg %j',
    async (alg) => {
      expect(await refusalOf(handmade({ key: secret, payload, header: { alg } }))).toMatch(
        /^token_(malformed|algorithm)$/,
      );
    },
  );

  it.each(['hs256', 'HS256 ', 'HS384', 'HS512', 'RS256', 'PS256', 'ES256', 'EdDSA', 'dir', 'A256KW'])(
    'refuses alg %s, whatever signed it',
    async (alg) => {
      for (const digest of ['sha256', 'sha384', 'sha512']) {
        expect(await refusalOf(handmade({ key: secret, payload, header: { alg }, digest }))).toBe(
          'token_algorithm',
        );
      }
    },
  );

  it('refuses a token signed with the private key whose public half is our "secret"', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const input = `${part({ alg: 'RS256' })}.${claims}`;
    const token = `${input}.${signBytes('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
    expect(await refusalOf(token, { secret: pem })).toBe('token_algorithm');
  });

  it.each([
    ['a key of its own', { alg: 'HS256', jwk: { kty: 'oct', k: part('attacker') } }],
    ['a link to a key', { alg: 'HS256', jku: 'https://evil.example/keys', x5u: 'https://evil.example/cert' }],
    ['a path as its key id', { alg: 'HS256', kid: '../../../../dev/null' }],
  ])('is not led astray by %s', async (_, evil) => {
    expect(await refusalOf(handmade({ key: 'attacker', payload, header: evil }))).toBe('token_signature');
  });

  it.each([
    ['an extension nobody knows', { alg: 'HS256', crit: ['exp'], exp: 1 }],
    ['an unencoded payload', { alg: 'HS256', b64: false, crit: ['b64'] }],
  ])('refuses %s', async (_, evil) => {
    expect(await refusalOf(handmade({ key: secret, payload, header: evil }))).toBe('token_malformed');
  });
});

describe('shape', () => {
  it.each([
    ['without its signature', `${header}.${claims}.`, 'token_signature'],
    ['without its signature and dot', `${header}.${claims}`, 'token_malformed'],
    ['with its signature doubled', `${good}.${signature}`, 'token_malformed'],
    ['with its signature twice as long', `${good}${signature}`, 'token_signature'],
    ['with its signature cut', good.slice(0, -4), 'token_signature'],
    ['of five parts, as encrypted ones are', `${header}.${claims}.a.b.${signature}`, 'token_malformed'],
    [
      'with an edited payload',
      `${header}.${part({ ...payload, sub: 'bob' })}.${signature}`,
      'token_signature',
    ],
    [
      'with an edited header',
      `${part({ alg: 'HS256', typ: 'JWT' })}.${claims}.${signature}`,
      'token_signature',
    ],
    ['with its payload swapped for its header', `${claims}.${header}.${signature}`, 'token_malformed'],
    ['as JSON', JSON.stringify({ protected: header, payload: claims, signature }), 'token_malformed'],
    ['after Bearer', `Bearer ${good}`, 'token_malformed'],
    ['empty', '', 'token_malformed'],
    ['of dots', '..', 'token_malformed'],
    ['of nothing but null bytes', '\0.\0.\0', 'token_malformed'],
  ])('refuses a token %s', async (_, token, code) => {
    expect(await refusalOf(token)).toBe(code);
  });

  it.each([undefined, null, 42, {}, [good], new String(good)])('refuses %o as a token', async (token) => {
    expect(await refusalOf(token)).toBe('token_malformed');
  });

  it('refuses a megabyte without decoding it', async () => {
    const megabyte = handmade({ key: secret, payload: { sub: 'x'.repeat(1_000_000) } });
    expect(await refusalOf(megabyte)).toBe('token_malformed');
    expect(await refusalOf('.'.repeat(1_000_000))).toBe('token_malformed');
  });

  it('survives JSON as deep as a token can be', async () => {
    const deep = `{"sub":"jane","deep":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    await expect(verifyUserJwt(handmade({ key: secret, payload: deep }), { secret })).resolves.toBeDefined();
    expect(await refusalOf(handmade({ key: secret, payload: '['.repeat(10_000) }))).toBe('token_malformed');
    expect(await refusalOf(handmade({ key: secret, header: '{"a":'.repeat(1_500) }))).toBe('token_malformed');
  });
});

describe('claims', () => {
  it('takes no subject from a prototype', async () => {
    expect(await refusalOf(handmade({ key: secret, payload: '{"__proto__":{"sub":"admin"}}' }))).toBe(
      'token_subject',
    );
    expect(({} as { sub?: unknown }).sub).toBeUndefined();
  });

  it('holds for the last of two subjects, as JSON has it, and for no other', async () => {
    const token = handmade({ key: secret, payload: '{"sub":"admin","sub":"jane"}' });
    expect(await refusalOf(token, { userId: 'admin' })).toBe('token_other_user');
    await expect(verifyUserJwt(token, { secret, userId: 'jane' })).resolves.toBeDefined();
  });

  it.each([
    ['composed and decomposed', 'é'.normalize('NFC'), 'é'.normalize('NFD')],
    ['in two cases', 'Jane', 'jane'],
    ['with an invisible character', 'jane', 'jane\u200b'],
    ['with a look-alike', 'jane', 'jаne'],
    ['with a space', 'jane', 'jane '],
    ['with a null byte', 'jane', 'jane\0bob'],
    ['as another number', '1', '01'],
  ])('takes no user for another: %s', async (_, one, other) => {
    const token = await signUserJwt({ userId: one, secret });
    expect(await refusalOf(token, { now: Date.now, userId: other })).toBe('token_other_user');
  });

  it.each([
    '💬',
    'a\r\nSet-Cookie: x=1',
    'a\u0000\u001f\u007f',
    '"},{"sub":"admin"',
    'a\u2028b',
    '日本語',
    'a.b.c',
  ])('carries the id %j unchanged', async (userId) => {
    const token = await signUserJwt({ userId, secret });
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    await expect(verifyUserJwt(token, { secret, userId })).resolves.toMatchObject({
      claims: { sub: userId },
    });
  });

  it.each([
    ['expired', { ...payload, exp: 1_699_999_999 }, 'token_expired'],
    ['expired before the epoch', { ...payload, exp: -1 }, 'token_expired'],
    ['not valid yet', { ...payload, nbf: 1_700_000_001 }, 'token_not_yet_valid'],
    ['that expires at a string', { ...payload, exp: '1700000300' }, 'token_malformed'],
    ['that expires at null', { ...payload, exp: null }, 'token_malformed'],
    ['for a list of people', { ...payload, sub: ['jane', 'bob'] }, 'token_subject'],
    ['for an object', { ...payload, sub: { toString: 'jane' } }, 'token_subject'],
    ['for nobody', { ...payload, sub: null }, 'token_subject'],
  ])('refuses a token %s', async (_, evil, code) => {
    expect(await refusalOf(handmade({ key: secret, payload: evil }))).toBe(code);
  });
});

describe('secrets', () => {
  it.each([
    ['the empty one', ''],
    ['one that differs in its last byte', `${secret.slice(0, -1)}?`],
    ['the same with a line end', `${secret}\n`],
    ['the same, decoded from base64', Buffer.from(secret, 'base64')],
  ])('refuses a token made with %s', async (_, key) => {
    expect(await refusalOf(handmade({ key, payload }))).toBe('token_signature');
  });

  it('verifies nothing with an empty secret', async () => {
    await expect(verifyUserJwt(handmade({ key: '' }), { secret: '' })).rejects.toThrow(TypeError);
    await expect(verifyUserJwt(handmade({ key: '' }), { secret: [secret, ''] })).rejects.toThrow(TypeError);
  });
});
