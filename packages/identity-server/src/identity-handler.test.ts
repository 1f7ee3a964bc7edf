import { RateLimiterMemory, RateLimiterUnion } from 'rate-limiter-flexible';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createIdentityHandler } from './identity-handler';
import type { IdentityHandlerOptions } from './identity-options';
import { verifyUserJwt } from './verify-user-jwt';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const url = 'https://app.example.com/drift/token';

type Options = Partial<IdentityHandlerOptions<unknown>>;

/** A handler with Jane logged in, and every error it reported. */
function setUp(options: Options = {}) {
  const errors: unknown[] = [];
  const handler = createIdentityHandler({
    secret,
    getUser: () => ({ id: 'jane' }),
    onError: (error) => void errors.push(error),
    ...options,
  });
  const ask = (headers: Record<string, string> = {}, method = 'GET') =>
    handler(new Request(url, { method, headers: { host: 'app.example.com', ...headers } }));
  return { handler, ask, errors };
}

const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { error: { code: string } }).error.code;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('createIdentityHandler', () => {
  it.each(['GET', 'POST'])('answers %s with a token for the user of getUser', async (method) => {
    const now = () => 1_700_000_000_500;
    const response = await setUp({ now }).ask({}, method);
    expect(response.status).toBe(200);
    const body = (await response.json()) as { userJwt: string };
    expect(body).toEqual({ userId: 'jane', userJwt: body.userJwt, expiresAt: 1_700_000_300 });
    await expect(verifyUserJwt(body.userJwt, { secret, userId: 'jane', now })).resolves.toMatchObject({
      expiresAt: 1_700_000_300,
    });
  });

  it('gives getUser the request itself and the context it was called with', async () => {
    const getUser = vi.fn(() => null);
    const request = new Request(url);
    await setUp({ getUser }).handler(request, { env: 1 });
    expect(getUser).toHaveBeenCalledWith(request, { env: 1 });
  });

  it.each([
    ['null', () => null],
    ['undefined', () => undefined],
    ['null, later', () => Promise.resolve(null)],
  ])('answers 401 when getUser says %s', async (_, getUser) => {
    const { ask, errors } = setUp({ getUser });
    const response = await ask();
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: { code: 'not_logged_in', message: 'Nobody is logged in.' },
    });
    expect(errors).toMatchObject([{ code: 'not_logged_in' }]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('database down at 10.0.0.7');
      },
    ],
    ['rejects', () => Promise.reject(new Error('database down at 10.0.0.7'))],
    ['rejects with nothing in particular', () => Promise.reject(undefined)],
  ])('answers 503 when getUser %s, and only the hook learns why', async (_, getUser) => {
    const { ask, errors } = setUp({ getUser });
    const response = await ask();
    expect(response.status).toBe(503);
    expect(await response.text()).toBe(
      '{"error":{"code":"unavailable","message":"No token can be signed right now."}}',
    );
    expect(errors).toMatchObject([{ code: 'get_user_failed' }]);
  });

  it('answers 503 when getUser exceeds its time, whatever it says later', async () => {
    vi.useFakeTimers();
    let fail = (_: Error): void => undefined;
    const { ask, errors } = setUp({
      timeout: 100,
      getUser: () => new Promise((_, reject) => (fail = reject)),
    });
    const answer = ask();
    await vi.advanceTimersByTimeAsync(100);
    expect((await answer).status).toBe(503);
    expect(errors).toMatchObject([
      { code: 'get_user_timeout', message: 'getUser gave no answer within 100 ms.' },
    ]);
    fail(new Error('too late to matter'));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no timer behind when getUser answers in time', async () => {
    vi.useFakeTimers();
    expect((await setUp({ getUser: () => Promise.resolve({ id: 'jane' }) }).ask()).status).toBe(200);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['a number id', { id: 42 }, /42 is a number: pass String\(id\)/],
    ['an id that got lost', { id: undefined }, /not undefined/],
    ['an empty id', { id: '' }, /it is empty/],
    ['the string "undefined"', { id: 'undefined' }, /lost before String\(\)/],
    ['a bare string', 'jane', /must return \{ id: string \}/],
    ['false', false, /must return \{ id: string \}/],
    ['true', true, /must return \{ id: string \}/],
    [
      'an id that throws',
      {
        get id() {
          throw new Error('lazy');
        },
      },
      /lazy/,
    ],
  ])('answers 503 for a user with %s', async (_, user, message) => {
    const { ask, errors } = setUp({ getUser: () => user as never });
    expect((await ask()).status).toBe(503);
    expect(errors).toMatchObject([
      { code: 'user_invalid', message: expect.stringMatching(message) as unknown },
    ]);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'PURGE'])('answers 405 with Allow to %s', async (method) => {
    const getUser = vi.fn();
    const response = await setUp({ getUser }).ask({}, method);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST, OPTIONS');
    expect(await response.text()).toBe(
      method === 'HEAD' ? '' : '{"error":{"code":"method_not_allowed","message":"Ask with GET or POST."}}',
    );
    expect(getUser).not.toHaveBeenCalled();
  });

  it.each([
    [200, {}, {}, 'GET'],
    [204, {}, {}, 'OPTIONS'],
    [401, { getUser: () => null }, {}, 'GET'],
    [403, {}, { 'sec-fetch-site': 'cross-site' }, 'GET'],
    [405, {}, {}, 'PUT'],
    [429, { rateLimit: { consume: () => Promise.reject({ msBeforeNext: 1 }) } }, {}, 'GET'],
    [503, { getUser: () => Promise.reject(new Error('down')) }, {}, 'GET'],
  ] as [number, Options, Record<string, string>, string][])(
    'lets nobody store a %i',
    async (status, options, headers, method) => {
      const response = await setUp(options).ask(headers, method);
      expect(response.status).toBe(status);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('vary')).toBe('Origin');
    },
  );

  it.each([
    ['no secret', { secret: undefined }, /environment variable/],
    ['an empty secret', { secret: '' }, /empty/],
    ['no getUser', { getUser: undefined }, /getUser is missing/],
    ['a misspelt option', { rateLimits: {} }, /"rateLimits" is no option; there are expiresIn/],
    ['a timeout of 0', { timeout: 0 }, /timeout must be/],
    ['a lifetime beyond the maximum', { expiresIn: 7200 }, /maxExpiresIn/],
    ['a limiter that cannot count', { rateLimit: {} }, /consume/],
    ['a hook that is no function', { onSign: true }, /onSign must be a function/],
    ['an origin that is no list', { origins: 'https://a.example' }, /must be a list/],
  ])('throws a TypeError at once for %s', (_, options, message) => {
    const create = () => setUp(options as never);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
  });

  it('throws a TypeError that says what is missing for no options at all', () => {
    expect(() => createIdentityHandler(undefined as never)).toThrow(
      /missing: call createIdentityHandler\(\{ secret, getUser \}\)/,
    );
  });

  it('quotes what the client sent, so that it cannot write lines of its own into a log', async () => {
    const { ask, errors } = setUp();
    await ask({ 'sec-fetch-site': 'cross-site', origin: 'x"\ty' });
    expect(errors).toMatchObject([{ message: expect.stringContaining('"x\\"\\ty"') as unknown }]);
  });

  it('is not changed by what happens to the bytes of its secret', async () => {
    const bytes = new TextEncoder().encode(secret);
    const { ask } = setUp({ secret: bytes });
    bytes.fill(0);
    const { userJwt } = (await (await ask()).json()) as { userJwt: string };
    await expect(verifyUserJwt(userJwt, { secret })).resolves.toBeDefined();
  });

  it('refuses to run in a page', () => {
    vi.stubGlobal('window', { document: {} });
    expect(() => setUp()).toThrow(expect.objectContaining({ code: 'in_browser' }));
  });

  it('reports a failure of the cryptography and answers 503', async () => {
    const { ask, errors } = setUp();
    vi.spyOn(crypto.subtle, 'sign').mockRejectedValueOnce(new Error('engine gone'));
    expect((await ask()).status).toBe(503);
    expect(errors).toMatchObject([{ code: 'signing_failed' }]);
  });
});

describe('hooks', () => {
  it('onSign hears of every token, with its times, and of nothing else', async () => {
    const onSign = vi.fn();
    const { ask, handler } = setUp({ onSign, now: () => 1_700_000_000_000 });
    await ask({}, 'PUT');
    const request = new Request(url);
    await handler(request, 'context');
    expect(onSign.mock.calls).toEqual([
      [{ userId: 'jane', issuedAt: 1_700_000_000, expiresAt: 1_700_000_300, request, context: 'context' }],
    ]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('audit down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('audit down'))],
  ])('an onSign that %s is reported and changes nothing', async (_, onSign) => {
    const { ask, errors } = setUp({ onSign });
    expect((await ask()).status).toBe(200);
    await Promise.resolve();
    expect(errors).toMatchObject([{ code: 'hook_failed', cause: { message: 'audit down' } }]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('log down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('log down'))],
  ])('an onError that %s changes nothing and goes to the console', async (_, onError) => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect((await setUp({ onError, getUser: () => null }).ask()).status).toBe(401);
    await Promise.resolve();
    expect(print).toHaveBeenCalledWith(
      '[driftkit] hook_failed:',
      expect.objectContaining({ code: 'hook_failed' }),
    );
  });

  it('without onError faults go to the console and refusals nowhere', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await createIdentityHandler({ secret, getUser: () => null })(new Request(url));
    expect(print).not.toHaveBeenCalled();
    await createIdentityHandler({ secret, getUser: () => ({ id: '' }) })(new Request(url));
    expect(print).toHaveBeenCalledWith(
      '[driftkit] user_invalid:',
      expect.objectContaining({ code: 'user_invalid' }),
    );
  });
});

describe('rate limit', () => {
  it('counts per user and answers 429 with Retry-After in whole seconds', async () => {
    const consume = vi.fn(() => Promise.reject({ msBeforeNext: 1_200 }));
    const { ask, errors } = setUp({ rateLimit: { consume } });
    const response = await ask();
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await codeOf(response)).toBe('rate_limited');
    expect(consume).toHaveBeenCalledWith('jane');
    expect(errors).toMatchObject([{ code: 'rate_limited', retryAfter: 2 }]);
  });

  it('takes a union of limiters, and the longest wait of it', async () => {
    const brief = new RateLimiterMemory({ keyPrefix: 'brief', points: 1, duration: 10 });
    const long = new RateLimiterMemory({ keyPrefix: 'long', points: 1, duration: 60 });
    const { ask } = setUp({ rateLimit: new RateLimiterUnion(brief, long) });
    expect((await ask()).status).toBe(200);
    const response = await ask();
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(50);
  });

  it('never says to come back at once', async () => {
    const { ask } = setUp({ rateLimit: { consume: () => Promise.reject({ msBeforeNext: 0 }) } });
    expect((await ask()).headers.get('retry-after')).toBe('1');
  });

  it('does not count those who are nobody', async () => {
    const consume = vi.fn();
    await setUp({ rateLimit: { consume }, getUser: () => null }).ask();
    expect(consume).not.toHaveBeenCalled();
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('redis down'))],
    [
      'throws',
      () => {
        throw new Error('redis down');
      },
    ],
  ])('a limiter that %s is reported and lets the request through', async (_, consume) => {
    const { ask, errors } = setUp({ rateLimit: { consume } });
    expect((await ask()).status).toBe(200);
    expect(errors).toMatchObject([{ code: 'rate_limit_failed', cause: { message: 'redis down' } }]);
  });

  it('a limiter that says nothing in time is reported and lets the request through', async () => {
    vi.useFakeTimers();
    const { ask, errors } = setUp({
      timeout: 100,
      rateLimit: { consume: () => new Promise(() => undefined) },
    });
    const answer = ask();
    await vi.advanceTimersByTimeAsync(100);
    expect((await answer).status).toBe(200);
    expect(errors).toMatchObject([{ code: 'rate_limit_failed' }]);
  });
});
