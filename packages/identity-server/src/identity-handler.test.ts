import { RateLimiterMemory, RateLimiterUnion } from 'rate-limiter-flexible';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createEndpoint } from './endpoint';
import type { IdentityError } from './errors';
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
    ['false', () => false],
    ['false, later', () => Promise.resolve(false)],
    ['0', () => 0],
    ['an empty string', () => ''],
  ] as [string, Options['getUser'] & {}][])('answers 401 when getUser says %s', async (_, getUser) => {
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

  it('answers 503 when getUser exceeds its time, and ignores its later answer', async () => {
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
    ['the string "undefined"', { id: 'undefined' }, /lost on its way/],
    ['a bare string', 'jane', /must return \{ id: string \}/],
    ['an id that nobody awaited', { id: Promise.resolve('jane') }, /a promise: await it/],
    ['the text of such an id', { id: '[object Promise]' }, /lost on its way/],
    ['an id longer than a token', { id: 'x'.repeat(20_000) }, /too long: it has 20000 characters/],
    ['an id longer than a token once it is JSON', { id: `a${'\u0001'.repeat(2_100)}` }, /too long/],
    ['true', true, /must return \{ id: string \}/],
  ])('answers 503 for a user with %s', async (_, user, message) => {
    const { ask, errors } = setUp({ getUser: () => user as never });
    expect((await ask()).status).toBe(503);
    expect(errors).toMatchObject([
      { code: 'user_invalid', message: expect.stringMatching(message) as unknown },
    ]);
  });

  it('answers 503 for a user whose id cannot be read, and keeps the cause', async () => {
    const user = {
      get id(): string {
        throw new Error('lazy');
      },
    };
    const { ask, errors } = setUp({ getUser: () => user });
    expect((await ask()).status).toBe(503);
    expect(errors).toMatchObject([{ code: 'user_invalid', cause: { message: 'lazy' } }]);
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
    ['a misspelt option', { rateLimits: {} }, /"rateLimits" is not an option; there are expiresIn/],
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

  it.each([
    ['the end of a line', '\u0085'],
    ['a colour of the terminal', '\u009b31m'],
    ['DEL', '\u007f'],
    ['a soft hyphen', '\u00ad'],
    ['a no-break space', '\u00a0'],
  ])('writes %s out, wherever a client sends it', async (_, evil) => {
    const headers = new Map([
      ['origin', `https://a${evil}`],
      ['sec-fetch-site', `x${evil}`],
      ['host', `b${evil}`],
    ]);
    const errors: IdentityError[] = [];
    const endpoint = createEndpoint({
      secret,
      getUser: () => null,
      onError: (error) => void errors.push(error),
    });
    const facts = {
      header: (name: string) => headers.get(name) ?? null,
      host: () => headers.get('host') ?? '',
      request: new Request(url),
    };
    await endpoint({ ...facts, method: 'GET' }, undefined);
    headers.clear();
    await endpoint({ ...facts, method: `PUT${evil}` }, undefined);
    expect(errors).toMatchObject([{ code: 'origin_not_allowed' }, { code: 'method_not_allowed' }]);
    for (const { message } of errors) expect(message).not.toMatch(/[^ -~]/);
    expect(errors[0]?.message.match(/\\u00[0-9a-f]{2}/g)).toHaveLength(3);
  });

  it('quotes what the client sent, so that it cannot write lines of its own into a log', async () => {
    const { ask, errors } = setUp();
    await ask({ 'sec-fetch-site': 'cross-site', origin: 'x"\ty' });
    expect(errors).toMatchObject([{ message: expect.stringContaining('"x\\"\\ty"') as unknown }]);
  });

  it('quotes no more than 200 characters of what the client sent', async () => {
    const { ask, errors } = setUp();
    await ask({ 'sec-fetch-site': 'x'.repeat(8_000), origin: 'y'.repeat(8_000) });
    expect((errors as IdentityError[])[0]?.message.length).toBeLessThan(700);
  });

  it.each([
    ['a Uint8Array', () => new TextEncoder().encode(secret)],
    ['a Buffer', () => Buffer.from(secret)],
    ['a Buffer within a larger one', () => Buffer.from(`__${secret}__`).subarray(2, -2)],
    ['a Buffer over shared memory', () => Buffer.from(new SharedArrayBuffer(secret.length)).fill(secret)],
  ])('is not changed by what happens to its secret, given as %s', async (_, make) => {
    const bytes = make();
    const { ask } = setUp({ secret: bytes });
    bytes.fill(0);
    const { userJwt } = (await (await ask()).json()) as { userJwt: string };
    await expect(verifyUserJwt(userJwt, { secret })).resolves.toBeDefined();
  });

  it('reads each option once, so that no getter can change it after its check', async () => {
    const reads: string[] = [];
    const options: Record<string, unknown> = { secret, getUser: () => ({ id: 'jane' }), expiresIn: 60 };
    const given = new Proxy(options, {
      get: (target, name) => {
        reads.push(String(name));
        return reads.indexOf(String(name)) === reads.length - 1 ? target[String(name)] : undefined;
      },
    });
    const handler = createIdentityHandler(given as never);
    expect((await handler(new Request('https://a/'))).status).toBe(200);
    expect(new Set(reads).size).toBe(reads.length);
  });

  it('takes options that stand on a prototype', async () => {
    class Options {
      get secret(): string {
        return secret;
      }
      getUser(): { id: string } {
        return { id: 'jane' };
      }
    }
    expect((await createIdentityHandler(new Options())(new Request('https://a/'))).status).toBe(200);
  });

  it('says what to mount where a framework of Node calls it', async () => {
    const handler = createIdentityHandler({ secret, getUser: () => null }) as (...args: unknown[]) => unknown;
    await expect(handler({ method: 'GET', headers: {} }, {})).rejects.toThrow(
      /mount toNodeHandler\(identity\)/,
    );
    await expect(handler(undefined)).rejects.toThrow(/mount toNodeHandler/);
  });

  it('judges a mock whose URL is a path', async () => {
    const handler = createIdentityHandler({
      secret,
      getUser: () => ({ id: 'jane' }),
      onError: () => undefined,
    });
    const mock = { method: 'GET', url: '/token', headers: new Headers({ origin: 'https://evil.example' }) };
    expect((await handler(mock as Request)).status).toBe(403);
  });

  it('refuses to run in a page', () => {
    vi.stubGlobal('window', { document: {} });
    expect(() => setUp()).toThrow(expect.objectContaining({ code: 'in_browser' }));
  });

  it('reports a failure of the cryptography and answers 503', async () => {
    const { ask, errors } = setUp();
    await ask();
    vi.spyOn(process.getBuiltinModule('node:crypto'), 'createHmac').mockImplementationOnce(() => {
      throw new Error('engine gone');
    });
    expect((await ask()).status).toBe(503);
    expect(errors).toMatchObject([{ code: 'signing_failed' }]);
  });
});

describe('a secret that is a function', () => {
  const org = 'the-secret-of-another-org-of-thirty-two-bytes';

  it('is asked once for each token, with the request and the context, and never when the handler is made', async () => {
    const ofContext = vi.fn((_request: Request, context: unknown) => (context as { secret: string }).secret);
    const { handler } = setUp({ secret: ofContext });
    expect(ofContext).not.toHaveBeenCalled();
    for (const context of [{ secret }, { secret: org }]) {
      const request = new Request(url);
      const { userJwt } = (await (await handler(request, context)).json()) as { userJwt: string };
      await expect(verifyUserJwt(userJwt, { secret: context.secret })).resolves.toBeDefined();
      expect(ofContext).toHaveBeenLastCalledWith(request, context);
    }
    expect(ofContext).toHaveBeenCalledTimes(2);
  });

  it('is followed when it rotates, as a string and as a buffer that its owner overwrites', async () => {
    const bytes = Buffer.from(secret);
    for (const current of [(): Buffer => bytes, (): string => bytes.toString()]) {
      bytes.write(secret);
      const { ask } = setUp({ secret: current });
      const before = (await (await ask()).json()) as { userJwt: string };
      bytes.reverse();
      const after = (await (await ask()).json()) as { userJwt: string };
      await expect(verifyUserJwt(before.userJwt, { secret })).resolves.toBeDefined();
      await expect(verifyUserJwt(after.userJwt, { secret: bytes })).resolves.toBeDefined();
    }
  });

  it('may be async, and is not asked when no token is signed', async () => {
    const later = vi.fn(() => Promise.resolve(secret));
    expect((await setUp({ secret: later }).ask()).status).toBe(200);
    later.mockClear();
    await setUp({ secret: later, getUser: () => null }).ask();
    await setUp({ secret: later, rateLimit: { consume: () => Promise.reject({ msBeforeNext: 1 }) } }).ask();
    await setUp({ secret: later }).ask({ 'sec-fetch-site': 'cross-site' });
    expect(later).not.toHaveBeenCalled();
  });

  it.each([
    [
      'returns undefined',
      () => undefined,
      /return one\. .*it is undefined: is the environment variable set\?/,
    ],
    ['returns null later', () => Promise.resolve(null), /must be a string or a Uint8Array/],
    ['returns an empty string', () => '', /secret is empty/],
    ['returns what String() makes of nothing', () => String(undefined), /secret was lost/],
    ['wipes its bytes before it answers', () => new Uint8Array(32), /secret was lost/],
    ['returns a list', () => [secret] as never, /a list: one secret signs/],
    ['returns a number', () => 42 as never, /a value of type number/],
    [
      'throws',
      () => {
        throw new Error('vault sealed');
      },
      /secret threw; see the cause/,
    ],
    ['rejects', () => Promise.reject(new Error('vault sealed')), /secret threw; see the cause/],
  ])('that %s gives 503 and one report', async (_, given, message) => {
    const { ask, errors } = setUp({ secret: given });
    const response = await ask();
    expect({ status: response.status, code: await codeOf(response) }).toEqual({
      status: 503,
      code: 'unavailable',
    });
    expect(errors).toMatchObject([
      { code: 'secret_unavailable', message: expect.stringMatching(message) as unknown },
    ]);
  });

  it('that does not answer in time gives 503', async () => {
    vi.useFakeTimers();
    const { ask, errors } = setUp({ secret: () => new Promise(() => undefined), timeout: 100 });
    const answer = ask();
    await vi.advanceTimersByTimeAsync(100);
    expect((await answer).status).toBe(503);
    expect(errors).toMatchObject([
      { code: 'secret_unavailable', message: 'secret gave no answer within 100 ms.' },
    ]);
  });

  it('is suggested by the error for a missing secret', () => {
    expect(() => setUp({ secret: undefined as never })).toThrow(
      /set at run time, give a function that reads it there/,
    );
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
      expect.stringContaining('caused by Error: log down'),
    );
  });

  const never = Promise.resolve();
  it.each([
    ['is the execution context', (ctx: object) => ctx],
    ['holds it as ctx', (ctx: object) => ({ env: {}, ctx })],
    ['holds it as executionCtx', (executionCtx: object) => ({ executionCtx })],
  ])('what they return is handed to waitUntil where the context %s', async (_, contextWith) => {
    const handed: Promise<unknown>[] = [];
    const ctx = {
      waitUntil(this: unknown, work: Promise<unknown>) {
        if (this !== ctx) throw new TypeError('Illegal invocation');
        handed.push(work);
      },
    };
    const onSign = () => Promise.reject(new Error('audit down'));
    const onError = vi.fn(() => never);
    const options = { secret, onSign, onError, getUser: () => ({ id: 'jane' }) };
    const response = await createIdentityHandler<unknown>(options)(new Request(url), contextWith(ctx));
    expect(response.status).toBe(200);
    await expect(Promise.all(handed)).resolves.toBeDefined();
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'hook_failed' }), expect.anything());
    expect(handed).toHaveLength(2);
  });

  it.each([
    ['nothing', undefined],
    ['a string', 'context'],
    ['env of Workers alone', { SECRET: 'x' }],
    ['a waitUntil that is no function', { waitUntil: true, ctx: null }],
    [
      'a waitUntil that throws',
      {
        waitUntil: () => {
          throw new Error('too late');
        },
      },
    ],
    [
      'a context of Hono outside Workers',
      {
        get executionCtx(): object {
          throw new Error('no ExecutionContext');
        },
      },
    ],
  ])('go on all the same where the context is %s', async (_, context) => {
    const errors: unknown[] = [];
    const handler = createIdentityHandler<unknown>({
      secret,
      getUser: () => ({ id: 'jane' }),
      onSign: () => Promise.reject(new Error('audit down')),
      onError: (error) => void errors.push(error),
    });
    expect((await handler(new Request(url), context)).status).toBe(200);
    await Promise.resolve();
    expect(errors).toMatchObject([{ code: 'hook_failed' }]);
  });

  it('without onError faults go to the console and refusals nowhere', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await createIdentityHandler({ secret, getUser: () => null })(new Request(url));
    expect(print).not.toHaveBeenCalled();
    await createIdentityHandler({ secret, getUser: () => ({ id: '' }) })(new Request(url));
    expect(print).toHaveBeenCalledWith('[driftkit] user_invalid:', expect.stringContaining('it is empty'));
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

  it.each([
    ['an Error', Object.assign(new Error('too many'), { msBeforeNext: 1_200 }), '2'],
    ['NaN', { msBeforeNext: Number.NaN }, null],
    ['Infinity', { msBeforeNext: Infinity }, '86400'],
    ['1e300', { msBeforeNext: 1e300 }, '86400'],
    ['-1, for ever in rate-limiter-flexible', { msBeforeNext: -1 }, null],
    ['text', { msBeforeNext: '1200\r\nx: 1' }, null],
    [
      'a union with a wait that is not known',
      { a: { msBeforeNext: 5 }, b: { msBeforeNext: Number.NaN } },
      null,
    ],
  ])('refuses, with a header that is a number or none, where the wait is %s', async (_, cause, header) => {
    const { ask, errors } = setUp({ rateLimit: { consume: () => Promise.reject(cause) } });
    const response = await ask();
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe(header);
    expect(errors).toMatchObject([{ code: 'rate_limited', ...(header && { retryAfter: Number(header) }) }]);
  });

  it('sends a Retry-After of at least 1 second', async () => {
    const { ask } = setUp({ rateLimit: { consume: () => Promise.reject({ msBeforeNext: 0 }) } });
    expect((await ask()).headers.get('retry-after')).toBe('1');
  });

  it('does not ask the limiter when nobody is logged in', async () => {
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

  it('a limiter whose reason cannot be read is reported and lets the request through', async () => {
    const reason = {
      get msBeforeNext(): never {
        throw new Error('no');
      },
    };
    const { ask, errors } = setUp({ rateLimit: { consume: () => Promise.reject(reason) } });
    expect((await ask()).status).toBe(200);
    const [error] = errors as IdentityError[];
    expect(error?.code).toBe('rate_limit_failed');
    expect(error?.cause === reason).toBe(true);
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
