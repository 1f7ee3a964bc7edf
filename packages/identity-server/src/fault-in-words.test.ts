import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IdentityError } from './errors';
import { inWords } from './fault-in-words';
import { createIdentityHandler } from './identity-handler';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';

/** What an HTTP client throws: the request it made hangs on the error. */
const ofHttpClient = (message = 'Request failed with status code 401'): Error =>
  Object.assign(new Error(message), {
    code: 'ERR_BAD_REQUEST',
    config: { headers: { Authorization: 'Bearer s3cr3t-value' }, data: '{"password":"s3cr3t-value"}' },
    request: { _header: 'Authorization: Bearer s3cr3t-value' },
    response: { body: 's3cr3t-value' },
  });

const failed = (cause: unknown) =>
  new IdentityError('get_user_failed', 'getUser threw; see the cause.', { cause });

afterEach(() => void vi.restoreAllMocks());

describe('a fault in words', () => {
  it('has the code, the message, each cause and where the last was thrown', () => {
    const cause = new TypeError('no session', { cause: ofHttpClient() });
    const lines = inWords(failed(cause)).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'IdentityError get_user_failed: getUser threw; see the cause.',
      '  caused by TypeError: no session',
      '  caused by Error ERR_BAD_REQUEST: Request failed with status code 401',
    ]);
    expect(lines[3]).toMatch(/^ {4}at .*fault-in-words\.test\.ts/);
  });

  it.each([
    ['an error of an HTTP client', ofHttpClient()],
    ['an error whose cause is one', new Error('down', { cause: ofHttpClient() })],
    ['a response thrown as it is', { status: 401, headers: { authorization: 's3cr3t-value' } }],
    ['a body thrown as text', 's3cr3t-value'],
    ['a message with a token', new Error(`bad token ${token.replace('c2lnbmF0dXJl', 's3cr3t-value')}`)],
    ['a message with a header', new Error('sent {"authorization":"Bearer s3cr3t-value"}')],
    ['a message with a URL', new Error('connect postgres://app:s3cr3t-value@db:5432/app')],
    ['a message with a URL, "@" in its password', new Error('connect postgres://app:p@s3cr3t-value@db/app')],
    ['a message with a URL, "/" in its password', new Error('connect redis://:p/s3cr3t-value@db:6379')],
    ['a message with half a token', new Error('bad token eyJhbGciOiJIUzI1NiJ9.s3cr3t-value')],
    ['a message with a pair', new Error('DRIFT_SIGNING_SECRET=s3cr3t-value; api-key: "s3cr3t-value"')],
    ['a message with a Digest header', new Error('Authorization: Digest a="b", response="s3cr3t-value"')],
    ['a message with cookies', new Error('sent cookie: a=1; sid=s3cr3t-value')],
    ['several errors', new AggregateError([ofHttpClient()], 'all failed')],
    ['an error with a name of its own', Object.assign(new Error('x'), { name: 'Bearer s3cr3t-value' })],
  ])('shows nothing secret of %s, printed by itself or by the console', async (_, cause) => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const handler = createIdentityHandler({
      secret: 'a-secret-of-at-least-thirty-two-bytes!',
      getUser: () => Promise.reject(cause),
    });
    await handler(new Request('https://a/'));
    expect(print).toHaveBeenCalledTimes(1);
    expect(inspect(print.mock.calls, { depth: 20, showHidden: true })).not.toContain('s3cr3t');
    expect(inspect(failed(cause), { depth: 20, showHidden: true })).not.toContain('s3cr3t');
    expect(inspect({ event: [failed(cause)] }, { depth: 20 })).not.toContain('s3cr3t');
  });

  it('reads the errors of another realm, as Node throws them under jest', () => {
    const cause = runInNewContext('new TypeError("no session")') as unknown;
    expect(cause).not.toBeInstanceOf(Error);
    expect(inWords(failed(cause))).toContain('caused by TypeError: no session\n    at ');
  });

  it('takes no line of a message for a frame of the stack', () => {
    const words = inWords(failed(new Error('bad id\n    at forged (/etc/passwd:1:1)\n    at x')));
    expect(words.split('\n').filter((line) => /forged|at x$/.test(line))).toHaveLength(1);
  });

  it('is not slow on a message made to be slow', () => {
    const start = performance.now();
    for (const part of ['eyJ-', '//', '//:', '://a@', 'basic ', 'secret=', 'password']) {
      inWords(failed(new Error(part.repeat(300_000))));
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('escapes what would steer a terminal or begin a line, and cuts long text', () => {
    const evil = 'a\n[driftkit] forged\u0085\u009b31m\u007f\u202e';
    const words = inWords(failed(new Error(`${evil}${'x'.repeat(5_000)}`)));
    expect(words.split('\n')[1]).toMatch(
      /^ {2}caused by Error: a\\u000a\[driftkit\] forged\\u0085\\u009b31m\\u007f/,
    );
    expect(words).not.toMatch(/[^\n -~…]/);
    expect(words.length).toBeLessThan(2_000);
  });

  it.each([
    ['goes round in a circle', () => Object.assign(new Error('a'), { cause: undefined as unknown })],
    [
      'cannot be read',
      () =>
        Object.defineProperty(new Error('a'), 'message', {
          get: () => {
            throw new Error('no');
          },
        }),
    ],
    [
      'is a proxy that lets nobody in',
      () => new Proxy(new Error('a'), { getPrototypeOf: () => expect.fail() }),
    ],
    ['has no stack', () => Object.assign(new Error('a'), { stack: undefined })],
  ])('survives an error that %s', (_, make) => {
    const cause = make();
    if (cause.cause === undefined && Object.hasOwn(cause, 'cause')) cause.cause = cause;
    expect(inWords(failed(cause))).toContain('getUser threw');
  });
});
