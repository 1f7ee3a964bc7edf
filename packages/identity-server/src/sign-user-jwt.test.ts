import { afterEach, describe, expect, it, vi } from 'vitest';
import { signClaims, signUserJwt } from './sign-user-jwt';
import { verifyUserJwt } from './verify-user-jwt';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const now = () => 1_700_000_000_000;

const decode = (token: string): unknown[] =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown);

describe('signUserJwt', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('signs sub, iat and exp with HS256, five minutes long', async () => {
    const token = await signUserJwt({ userId: 'user_1', secret, now });
    expect(decode(token)).toEqual([
      { typ: 'JWT', alg: 'HS256' },
      { sub: 'user_1', iat: 1_700_000_000, exp: 1_700_000_300 },
    ]);
  });

  it("reproduces the sample of Drift's documents byte for byte", async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect(await signClaims({ sub: '12345' }, 'your-256-bit-secret')).toBe(
      'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.22H1g2b8yxmkcEY1Fhku4AhNl-M40P5Sl_B2ktSUdv8',
    );
  });

  it('signs with bytes exactly as with the string they spell', async () => {
    const bytes = new TextEncoder().encode(secret);
    expect(await signUserJwt({ userId: 'a', secret: bytes, now })).toBe(
      await signUserJwt({ userId: 'a', secret, now }),
    );
  });

  it('signs with the bytes as they are now, even in an array it has seen before', async () => {
    const bytes = new TextEncoder().encode(secret);
    const before = await signUserJwt({ userId: 'a', secret: bytes, now });
    bytes.reverse();
    expect(await signUserJwt({ userId: 'a', secret: bytes, now })).not.toBe(before);
  });

  it('adds further claims', async () => {
    const [, payload] = decode(await signUserJwt({ userId: 'a', secret, now, claims: { plan: 'pro' } }));
    expect(payload).toMatchObject({ sub: 'a', plan: 'pro' });
  });

  it.each(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti'])(
    'refuses the registered claim %s',
    async (name) => {
      await expect(signUserJwt({ userId: 'a', secret, claims: { [name]: 'admin' } })).rejects.toThrow(
        new RegExp(`^claims may not contain "${name}"`),
      );
    },
  );

  it.each([
    ['__proto__ of parsed JSON', JSON.parse('{"__proto__":{"sub":"admin"}}')],
    ['a toJSON that hides a subject', { toJSON: () => ({ sub: 'admin' }) }],
    [
      'a getter that hides a subject',
      Object.defineProperty({}, 'sub', { enumerable: true, get: () => 'admin' }),
    ],
    ['a list', ['admin']],
    ['null', null],
    ['a big integer', { id: 1n }],
  ])('refuses claims that are %s', async (_, claims) => {
    await expect(signUserJwt({ userId: 'a', secret, claims: claims as never })).rejects.toThrow(TypeError);
  });

  it('cannot be made to sign a second subject by an inner toJSON', async () => {
    const token = await signUserJwt({
      userId: 'a',
      secret,
      now,
      claims: { inner: { toJSON: () => ({ sub: 'b' }) } },
    });
    expect(decode(token)[1]).toMatchObject({ sub: 'a', inner: { sub: 'b' } });
  });

  it('refuses a number as the user id, says String(id) and why', async () => {
    await expect(signUserJwt({ userId: 12345 as never, secret })).rejects.toThrow(
      /userId must be a string, and 12345 is a number: pass String\(id\)\. Drift compares .* as strings/,
    );
  });

  it.each([
    undefined,
    null,
    '',
    '  ',
    {},
    [],
    true,
    Symbol('a'),
    'undefined',
    'null',
    'NaN',
    '[object Object]',
    '[object Promise]',
    '[object Undefined]',
    'user [object Object]',
    '[object Object],[object Object]',
    'false',
    'true',
    'Infinity',
    'Invalid Date',
    ' undefined\n',
    'user_undefined',
    'undefined:42',
    'auth0|undefined',
    'org/7:null',
    'user-NaN',
    '{}',
    '[]',
    'Symbol(id)',
    'function id() { return 1 }',
    'async () => user.id',
    '() => user.id',
    '\u200b',
    '\u200b\u200d\ufeff \u2060',
    '\u00ad',
    '\u3164',
    '\ufe0f',
    '\u2800',
    '\u{e0041}',
    '\0',
    '\u0001\u0002',
    'null\u200b',
    '\ud800',
    'jane\udc00',
    'jan\ufffd',
    '\ufffd',
    'null:5',
    'org_1:true',
    'false|1',
    'org_1:',
    ':5',
    'auth0|',
    '""',
    '${user.id}',
    '{{user.id}}',
    '<%= id %>',
    'getId() { return this.id }',
    'async getId() {}',
    'get id() { return 1 }',
    '*ids() {}',
    'class User {}',
    'class extends Base { }',
    '[Function: getId]',
    '[AsyncFunction (anonymous)]',
    '[class User]',
    'Promise { <pending> }',
    'Error: no user',
    'TypeError: Cannot read properties of undefined',
  ])('refuses %o as the user id', async (userId) => {
    await expect(signUserJwt({ userId: userId as never, secret })).rejects.toThrow(TypeError);
  });

  it.each([
    'Null',
    'dev-null',
    'true-blue',
    'falsehood',
    'undefinedly',
    'nan',
    'Nantes:1',
    'Infinity-7',
    'a\u200bb',
    'function',
    'function room',
    '0',
    '-1',
    '{"id":1}',
    'Error',
    'class',
    'first-class',
    'get',
    'urn:uuid:1',
    'https://id.example/u/5/',
    '#5',
    'org_1:5',
    'jane (sales) {eu}',
    'Promise',
    '\u{1f600}',
    '-',
    'auth0|nullable',
    'x'.repeat(11_998),
  ])('accepts %j as the user id', async (userId) => {
    await expect(signUserJwt({ userId, secret })).resolves.toMatch(/^eyJ/);
  });

  it('refuses NaN as a user id', async () => {
    await expect(signUserJwt({ userId: Number.NaN as never, secret })).rejects.toThrow(
      /NaN is a number\. Drift/,
    );
  });

  it('is not slow on an id made to be slow', async () => {
    const start = performance.now();
    for (const part of ['[object ', '(', 'a', '${', 'undefined', ':null', '\u200b']) {
      const id = part.repeat(12_000 / part.length);
      await signUserJwt({ userId: id, secret }).catch(() => undefined);
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('reads each option once, so that no getter can change it after its check', async () => {
    const values = { userId: 'user_1', secret, claims: { plan: 'pro' }, expiresIn: 60, now: Date.now };
    const options: Record<string, unknown> = {};
    const reads: Record<string, number> = {};
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(options, name, {
        get: () => ((reads[name] = (reads[name] ?? 0) + 1) === 1 ? value : ''),
      });
    }
    const token = await signUserJwt(options as never);
    await expect(verifyUserJwt(token, { secret, userId: 'user_1' })).resolves.toBeDefined();
    expect(reads).toEqual({ userId: 1, secret: 1, claims: 1, expiresIn: 1, now: 1 });
  });

  it.each([undefined, null, 'user_1'])('shows how to call it when it gets %o', async (options) => {
    await expect(signUserJwt(options as never)).rejects.toThrow(/call signUserJwt\(\{ userId, secret \}\)/);
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity, '300'])(
    'refuses a lifetime of %o seconds',
    async (expiresIn) => {
      await expect(signUserJwt({ userId: 'a', secret, expiresIn: expiresIn as never })).rejects.toThrow(
        /expiresIn must be a whole number of seconds/,
      );
    },
  );

  it('refuses more than an hour unless maxExpiresIn says so', async () => {
    await expect(signUserJwt({ userId: 'a', secret, expiresIn: 3601 })).rejects.toThrow(/raise maxExpiresIn/);
    const token = await signUserJwt({ userId: 'a', secret, now, expiresIn: 7200, maxExpiresIn: 7200 });
    expect(decode(token)[1]).toMatchObject({ exp: 1_700_007_200 });
  });

  it.each([Number.NaN, Infinity, -Infinity, 1e18, undefined, '1700000000000000'])(
    'refuses a clock that shows %o',
    async (time) => {
      await expect(signUserJwt({ userId: 'a', secret, now: () => time as number })).rejects.toThrow(
        /now must return/,
      );
    },
  );

  it('refuses a lifetime that ends after every calendar', async () => {
    const options = { userId: 'a', secret, expiresIn: 1e15, maxExpiresIn: 1e15 };
    await expect(signUserJwt(options)).rejects.toThrow(/after the year 9999/);
  });

  it('refuses what would make a token too long to verify', async () => {
    await expect(signUserJwt({ userId: 'x'.repeat(20_000), secret })).rejects.toThrow(/too long/);
  });

  it('refuses to run where there is a document, and says what to use there', async () => {
    vi.stubGlobal('window', { document: {} });
    await expect(signUserJwt({ userId: 'a', secret })).rejects.toMatchObject({
      code: 'in_browser',
      message: expect.stringContaining('fetchUserJwt') as unknown,
    });
  });

  it('runs where there is a window without a document, as in Deno', async () => {
    vi.stubGlobal('window', {});
    await expect(signUserJwt({ userId: 'a', secret })).resolves.toMatch(/^eyJ/);
  });
});
