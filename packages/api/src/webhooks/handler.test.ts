import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { signEvent } from '../testing/sign-event';
import { createWebhookHandler } from './handler';
import { createMemorySeen } from './seen';
import type { WebhookError } from './errors';
import type { WebhookEvent } from './events';
import type { WebhookHandlerOptions } from './options';

const token = 'EM00VfyJofNgMqeWMpUWDeW4qjFMZr';
const data = {
  id: '12367319635',
  conversationId: '1230200520',
  body: '/signup trial',
  type: 'private_note',
  author: { type: 'user', id: '243266', bot: false },
  createdAt: 1237922759589,
};
const message = { type: 'new_message', orgId: '1', data };

/** A handler, every event it handed over, and every error it reported. */
function setUp(options: Partial<WebhookHandlerOptions> = {}) {
  const events: WebhookEvent[] = [];
  const errors: WebhookError[] = [];
  const handler = createWebhookHandler({
    verificationToken: token,
    onEvent: (event) => void events.push(event),
    onError: (error) => void errors.push(error),
    ...options,
  });
  const post = (
    body: string | ReadableStream,
    headers: Record<string, string> = { 'x-verification-token': token },
  ) =>
    handler(
      new Request('https://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit),
    );
  const codes = () => errors.map(({ code }) => code);
  return { handler, events, errors, codes, post };
}

const answerOf = async (response: Response): Promise<unknown> => [response.status, await response.json()];
const REFUSED = [401, { error: { code: 'unauthorized' } }];

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('an event of Drift', () => {
  it('an event reaches onEvent with exact ids and without the token, and is answered 200', async () => {
    const { handler, events, codes } = setUp();
    const odd = { ...message, orgId: '9007199254740993', data: { ...data, id: '9223372036854775807' } };
    const response = await handler(signEvent(odd, token));
    expect(await answerOf(response)).toEqual([200, { ok: true }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(events).toEqual([{ type: 'new_message', orgId: '9007199254740993', data: odd.data }]);
    expect(codes()).toEqual([]);
  });

  it('is taken without the header, as the body has the token', async () => {
    const { handler, events } = setUp();
    expect((await handler(signEvent(message, token, { header: false }))).status).toBe(200);
    expect(events).toHaveLength(1);
  });

  it('an event of an undocumented type is kept, with all its fields', async () => {
    const { handler, events, codes } = setUp();
    await handler(signEvent({ type: 'brand_new', orgId: 7, data: [1, { a: null }], sentAt: 5 }, token));
    expect(events).toEqual([{ type: 'brand_new', orgId: '7', data: [1, { a: null }], extra: { sentAt: 5 } }]);
    expect(codes()).toEqual([]);
  });

  it.each([
    ['data is missing', { type: 'new_message' }, ['data']],
    [
      'fields are missing',
      { type: 'new_message', data: { id: '1' } },
      ['data.conversationId', 'data.author', 'data.type'],
    ],
    ['an id is a word', { type: 'new_conversation', data: { id: 'x', contactId: '2' } }, ['data.id']],
    ['the org is a word', { type: 'app_disconnected', orgId: 'x' as never }, ['orgId']],
    [
      'the push is not nested',
      { type: 'conversation_push', data: { conversationId: '1' } },
      ['data.source', 'data.data'],
    ],
  ])('is handled where %s, and what is wrong with it is said', async (_, event, problems) => {
    const { handler, events, errors } = setUp();
    expect((await handler(signEvent(event, token))).status).toBe(200);
    expect(events).toMatchObject([{ type: event.type, problems }]);
    expect(errors).toMatchObject([
      { code: 'shape_unexpected', message: expect.stringContaining(problems[0] ?? '') as unknown },
    ]);
  });
});

describe('a token', () => {
  it.each([
    ['wrong', { body: 'no', header: 'no' }],
    ['wrong and without a header', { body: 'no' }],
    ['missing', {}],
    ['empty in both', { body: '', header: '' }],
    ['right, with an empty header', { body: token, header: '' }],
    ['right in the header alone', { header: token }],
    ['right in the body, wrong in the header', { body: token, header: 'no' }],
    ['right in the header, wrong in the body', { body: 'no', header: token }],
    ['right twice in the header', { body: token, header: `${token}, ${token}` }],
    ['one character short', { body: token.slice(0, -1), header: token.slice(0, -1) }],
    ['one character long', { body: `${token}x`, header: `${token}x` }],
    ['of another case', { body: token.toLowerCase() }],
    ['with a space before it', { body: ` ${token}` }],
    ['in a list', { body: [token] }],
    ['null', { body: null }],
    ['true', { body: true }],
  ] as [string, { body?: unknown; header?: string }][])(
    'that is %s is refused, and says nothing',
    async (_, sent) => {
      const { post, events, codes } = setUp();
      const body = JSON.stringify({ ...message, token: sent.body });
      const response = await post(
        body,
        sent.header === undefined ? {} : { 'x-verification-token': sent.header },
      );
      expect(await answerOf(response)).toEqual(REFUSED);
      expect(events).toEqual([]);
      expect(codes()).toEqual(['token_wrong']);
    },
  );

  it('may be the old or the new one while it is rotated, but not one of each', async () => {
    const { handler, post, events } = setUp({ verificationToken: ['old-token', 'new-token'] });
    expect((await handler(signEvent(message, 'old-token'))).status).toBe(200);
    expect((await handler(signEvent({ ...message, type: 'new_command_message' }, 'new-token'))).status).toBe(
      200,
    );
    const mixed = await post(JSON.stringify({ ...message, token: 'old-token' }), {
      'x-verification-token': 'new-token',
    });
    expect(await answerOf(mixed)).toEqual(REFUSED);
    expect(events).toHaveLength(2);
  });

  it('may come from a function, which is asked at each request', async () => {
    let now: string | string[] = token;
    const { handler, codes } = setUp({ verificationToken: () => Promise.resolve(now) });
    const status = async (sent: string) => (await handler(signEvent(message, sent))).status;
    expect(await status(token)).toBe(200);
    now = ['new-token', 'newer-token'];
    expect([await status(token), await status('new-token')]).toEqual([401, 200]);
    now = '';
    expect(await status('')).toBe(500);
    now = undefined as never;
    expect(await status('undefined')).toBe(500);
    expect(codes()).toEqual(['token_wrong', 'hook_failed', 'hook_failed']);
  });

  it('the token of the header is compared before the body is read', async () => {
    const { post } = setUp({ orgIds: [1] });
    const bodies = [
      '',
      '{',
      '[]',
      '"x"',
      '{"a":1,"a":1}',
      '['.repeat(1000),
      '{"type":"x","orgId":2,"token":"no"}',
    ];
    for (const body of bodies) expect(await answerOf(await post(body, {}))).toEqual(REFUSED);
    const withToken = await Promise.all(bodies.slice(0, -1).map((body) => post(body)));
    expect(withToken.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
  });
});

describe('a request that is not to be trusted', () => {
  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'by %s is 405 and names POST',
    async (method) => {
      const { handler, events } = setUp();
      const response = await handler(new Request('https://localhost/', { method }));
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
      expect(events).toEqual([]);
    },
  );

  it('a body of 10 MB is refused by its length, before it is read', async () => {
    const { post, codes } = setUp();
    const body = new ReadableStream(
      { pull: () => expect.unreachable('the body was read') },
      { highWaterMark: 0 },
    );
    const response = await post(body, { 'content-length': '10000000', 'x-verification-token': token });
    expect(response.status).toBe(413);
    expect(codes()).toEqual(['body_too_large']);
  });

  it('a request with a wrong token in the header is refused before its body is read', async () => {
    const { post, codes } = setUp();
    const body = new ReadableStream(
      { pull: () => expect.unreachable('the body was read') },
      { highWaterMark: 0 },
    );
    expect(await answerOf(await post(body, { 'x-verification-token': 'no' }))).toEqual(REFUSED);
    expect(codes()).toEqual(['token_wrong']);
  });

  it('that hides its length is read no further than the bound', async () => {
    const { post } = setUp({ maxBodySize: 1000 });
    let read = 0;
    let left = false;
    const body = new ReadableStream(
      {
        pull(controller) {
          read += 100;
          controller.enqueue(new Uint8Array(100).fill(32));
        },
        cancel: () => void (left = true),
      },
      { highWaterMark: 0 },
    );
    expect((await post(body)).status).toBe(413);
    expect(read).toBe(1100);
    expect(left).toBe(true);
  });

  it('a request whose body never ends is answered 408 at the time limit', async () => {
    vi.useFakeTimers();
    const { post, codes } = setUp({ bodyTimeout: 2000 });
    const cancel = vi.fn();
    const answer = post(new ReadableStream({ cancel }));
    await vi.advanceTimersByTimeAsync(1999);
    expect(cancel).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect((await answer).status).toBe(408);
    expect(cancel).toHaveBeenCalled();
    expect(codes()).toEqual(['body_too_slow']);
  });

  it('that somebody has read before is 500, and the error says so', async () => {
    for (const read of [
      (request: Request) => request.text(),
      (request: Request) => request.body?.getReader(),
    ]) {
      const { handler, errors } = setUp();
      const request = signEvent(message, token);
      await read(request);
      expect((await handler(request)).status).toBe(500);
      expect(errors).toMatchObject([
        { code: 'body_unreadable', message: expect.stringContaining('before it') as unknown },
      ]);
    }
  });

  it('a body that was cut off is answered 400, and the error has no part of it', async () => {
    const { post, errors } = setUp();
    const whole = JSON.stringify({ ...message, token });
    expect((await post(whole.slice(0, -20))).status).toBe(400);
    expect(errors).toMatchObject([{ code: 'body_invalid' }]);
    expect(errors[0]).not.toHaveProperty('cause');
    expect(inspect(errors)).not.toContain(token);
  });

  it.each([
    ['the token twice', `{"token":"no","type":"x","token":"${token}"}`],
    ['the token twice, once in escapes', `{"token":"${token}","type":"x","tok\\u0065n":"no"}`],
    ['one key twice far inside', `{"token":"${token}","type":"x","data":[{"a":{"b":1,"b":1}}]}`],
    ['65 levels', `{"token":"${token}","type":"x","data":${'['.repeat(64)}${']'.repeat(64)}}`],
    ['no type', `{"token":"${token}","data":{}}`],
    ['a number for a type', `{"token":"${token}","type":5}`],
  ])('that has %s is 400', async (_, body) => {
    const { post, events, codes } = setUp();
    expect(await answerOf(await post(body))).toEqual([400, { error: { code: 'invalid' } }]);
    expect(events).toEqual([]);
    expect(codes()).toEqual(['body_invalid']);
  });

  it.each(['"__proto__"', '"__pr\\u006fto__"'])(
    'cannot set a prototype by %s: the key is left out',
    async (key) => {
      const { post, events } = setUp();
      const inside = `{"id":1,"createdAt":1,"attributes":{${key}:{"isAdmin":true},"big":12345678901234567891,"email":"a@b.c"}}`;
      expect(
        (await post(`{"token":"${token}",${key}:{"x":1},"type":"contact_identified","data":${inside}}`))
          .status,
      ).toBe(200);
      const [event] = events as [{ data: { attributes: object } } & WebhookEvent];
      expect(event.extra).toBeUndefined();
      expect(Object.keys(event.data.attributes)).toEqual(['big', 'email']);
      expect(Object.getPrototypeOf(event.data.attributes)).toBe(Object.prototype);
      expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    },
  );

  it.each([
    ['another org', { orgId: 2, data }],
    ['another org in data', { orgId: 1, data: { ...data, orgId: 2 } }],
    ['no org', { data }],
  ])('for %s is 403', async (_, event) => {
    const { handler, events, codes } = setUp({ orgIds: ['1', 3n] });
    expect((await handler(signEvent({ type: 'new_message', ...event }, token))).status).toBe(403);
    expect(events).toEqual([]);
    expect(codes()).toEqual(['org_not_ours']);
  });

  it('is put to your own records of orgs', async () => {
    const { handler, events } = setUp({ orgIds: (orgId) => Promise.resolve(orgId === '1') });
    expect((await handler(signEvent(message, token))).status).toBe(200);
    expect((await handler(signEvent({ ...message, orgId: 2 }, token))).status).toBe(403);
    expect(events).toHaveLength(1);
  });

  it('is put to verify, after the token and before the event', async () => {
    const verify = vi.fn(({ headers }: { headers: Headers }) => headers.get('x-gateway') === 'ours');
    const { handler, events, codes } = setUp({ verify });
    expect(await answerOf(await handler(signEvent(message, token)))).toEqual(REFUSED);
    const passed = signEvent(message, token);
    passed.headers.set('x-gateway', 'ours');
    expect((await handler(passed)).status).toBe(200);
    await handler(signEvent(message, 'no'));
    expect(verify).toHaveBeenCalledTimes(2);
    expect(verify).toHaveBeenCalledWith(
      expect.objectContaining({ body: expect.stringContaining('"new_message"') as unknown }),
    );
    expect(events).toHaveLength(1);
    expect(codes()).toEqual(['verify_refused', 'token_wrong']);
  });

  it('is 500 where verify or orgIds throws, and does not reach onEvent', async () => {
    const thrower = () => Promise.reject(new Error('down'));
    for (const options of [{ verify: thrower }, { orgIds: thrower }]) {
      const { handler, events, codes } = setUp(options);
      expect((await handler(signEvent(message, token))).status).toBe(500);
      expect(events).toEqual([]);
      expect(codes()).toEqual(['hook_failed']);
    }
  });
});

describe('onEvent', () => {
  it('is waited for: 200 comes after it is done', async () => {
    let finish = (): void => undefined;
    const { handler } = setUp({ onEvent: () => new Promise<void>((done) => (finish = done)) });
    let status = 0;
    const answer = handler(signEvent(message, token)).then((response) => (status = response.status));
    await new Promise((done) => setImmediate(done));
    expect(status).toBe(0);
    finish();
    await answer;
    expect(status).toBe(200);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('database down'))],
    [
      'throws',
      () => {
        throw new Error('database down');
      },
    ],
  ])('that %s is 500, and the event may come again', async (_, fail) => {
    const onEvent = vi.fn<WebhookHandlerOptions['onEvent']>().mockImplementationOnce(fail);
    const { handler, errors } = setUp({ onEvent });
    expect(await answerOf(await handler(signEvent(message, token)))).toEqual([
      500,
      { error: { code: 'failed' } },
    ]);
    expect(errors).toMatchObject([
      { code: 'event_failed', message: 'onEvent failed on new_message: database down' },
    ]);
    expect((await handler(signEvent(message, token))).status).toBe(200);
    expect(onEvent).toHaveBeenCalledTimes(2);
  });

  it.each([Object.create(null), Symbol('odd'), undefined])(
    'that rejects with the odd value %# is 500, and the event may come again',
    async (cause: unknown) => {
      const onEvent = vi.fn().mockImplementationOnce(() => Promise.reject(cause));
      const { handler, codes } = setUp({ onEvent });
      expect((await handler(signEvent(message, token))).status).toBe(500);
      expect((await handler(signEvent(message, token))).status).toBe(200);
      expect(codes()).toEqual(['event_failed']);
    },
  );

  it('gets an event once, however often it comes', async () => {
    const { handler, events } = setUp();
    for (let i = 0; i < 3; i += 1) expect((await handler(signEvent(message, token))).status).toBe(200);
    await handler(signEvent({ ...message, data: { ...data, id: '2' } }, token));
    expect(events).toHaveLength(2);
  });

  it('gets an event that nothing tells from the next each time it comes', async () => {
    const { handler, events } = setUp();
    const gone = { type: 'app_disconnected', orgId: 1, data: {} };
    await handler(signEvent(gone, token));
    await handler(signEvent(gone, token));
    expect(events).toHaveLength(2);
  });

  it('onEvent gets one of two simultaneous deliveries; the other waits and gets the same answer', async () => {
    let fail = (_: Error): void => undefined;
    const onEvent = vi.fn(() => new Promise<void>((_, reject) => (fail = reject)));
    const { handler } = setUp({ onEvent });
    const answers = [handler(signEvent(message, token)), handler(signEvent(message, token))];
    await vi.waitFor(() => expect(onEvent).toHaveBeenCalled());
    fail(new Error('no'));
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([500, 500]);
    expect(onEvent).toHaveBeenCalledTimes(1);
  });

  it('that never ends holds a second delivery for 10 seconds: then it is 503, and reported', async () => {
    vi.useFakeTimers();
    const { handler, codes } = setUp({ onEvent: () => new Promise(() => undefined) });
    void handler(signEvent(message, token));
    const second = handler(signEvent(message, token));
    await vi.advanceTimersByTimeAsync(9_999);
    expect(codes()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect((await second).status).toBe(503);
    expect(codes()).toEqual(['event_in_progress']);
  });

  it('is told the key of the event, and nothing that holds the token', async () => {
    const onEvent = vi.fn();
    const { handler } = setUp({ onEvent });
    await handler(signEvent(message, token));
    expect(onEvent).toHaveBeenCalledWith(expect.anything(), { dedupeKey: 'new_message:1:12367319635' });
    expect(inspect(onEvent.mock.calls, { depth: null })).not.toContain(token);
  });
});

describe('seen', () => {
  it('an event for which seen.begin returns done is answered 200, and in_progress is answered 503', async () => {
    const begin = vi.fn(() => 'done' as const);
    const seen = { begin, done: vi.fn(), failed: vi.fn() };
    const { handler, events, codes } = setUp({ seen });
    expect((await handler(signEvent(message, token))).status).toBe(200);
    begin.mockReturnValue('in_progress' as never);
    const response = await handler(signEvent(message, token));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(events).toEqual([]);
    expect(codes()).toEqual(['event_in_progress']);
  });

  it.each([
    ['begin is down', { begin: () => Promise.reject(new Error('redis')) }, 500, 0],
    ['begin answers something else', { begin: () => true as never }, 500, 0],
    ['done is down', { done: () => Promise.reject(new Error('redis')) }, 200, 1],
  ])('where %s', async (_, broken, status, handled) => {
    const { handler, events, codes } = setUp({ seen: { ...createMemorySeen(), ...broken } });
    expect((await handler(signEvent(message, token))).status).toBe(status);
    expect(events).toHaveLength(handled);
    expect(codes()).toEqual(['seen_failed']);
  });

  it('gets begin, then done or failed', async () => {
    const calls: string[] = [];
    const seen = {
      begin: (key: string) => (calls.push(`begin ${key}`), 'new' as const),
      done: (key: string) => calls.push(`done ${key}`),
      failed: (key: string) => calls.push(`failed ${key}`),
    };
    const onEvent = vi.fn().mockRejectedValueOnce(new Error('no'));
    const { handler } = setUp({ seen, onEvent });
    await handler(signEvent(message, token));
    await handler(signEvent(message, token));
    const key = 'new_message:1:12367319635';
    expect(calls).toEqual([`begin ${key}`, `failed ${key}`, `begin ${key}`, `done ${key}`]);
  });
});

describe('onError', () => {
  it('that throws changes no answer', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const onError of [
      () => {
        throw new Error('mine');
      },
      () => Promise.reject(new Error('mine')),
    ]) {
      const { handler } = setUp({ onError });
      expect((await handler(signEvent(message, 'no'))).status).toBe(401);
    }
    expect(print).toHaveBeenCalledTimes(2);
    expect(print).toHaveBeenCalledWith('[driftkit] hook_failed:', expect.anything());
  });

  it('may be left out: our own failures are printed each time, what senders cause once a minute', async () => {
    vi.useFakeTimers();
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const onEvent = () => Promise.reject(new Error('down'));
    const { handler } = setUp({ onError: undefined as never, onEvent });
    for (let i = 0; i < 3; i += 1) {
      await handler(signEvent(message, 'no'));
      await handler(signEvent(message, token));
    }
    expect(print.mock.calls.map(([line]: unknown[]) => line)).toEqual([
      '[driftkit] token_wrong:',
      ...Array<string>(3).fill('[driftkit] event_failed:'),
    ]);
    vi.setSystemTime(Date.now() + 60_001);
    await handler(signEvent(message, 'no'));
    expect(print).toHaveBeenCalledTimes(5);
    expect(inspect(print.mock.calls, { depth: null })).not.toContain(token);
  });
});

describe('wrong options', () => {
  it.each([
    [{ verificationToken: '' }, 'verificationToken'],
    [{ verificationToken: [] }, 'verificationToken'],
    [{ verificationToken: ['a', ' '] }, 'verificationToken'],
    [{ verificationToken: `${token}\n` }, 'verificationToken'],
    [{ verificationToken: undefined }, 'verificationToken'],
    [{ onEvent: undefined }, 'onEvent'],
    [{ verify: 'yes' }, 'verify'],
    [{ onError: {} }, 'onError'],
    [{ seen: { begin: () => 'new' } }, 'seen'],
    [{ orgIds: '1' }, 'orgIds'],
    [{ orgIds: [2 ** 53] }, 'orgIds'],
    [{ maxBodySize: 0 }, 'maxBodySize'],
    [{ bodyTimeout: NaN }, 'bodyTimeout'],
    [{ bodyTimeout: Infinity }, 'bodyTimeout'],
    [{ onEvnt: () => undefined }, 'onEvnt'],
  ])('%o throw a TypeError at once', (options, name) => {
    expect(() => setUp(options as never)).toThrow(TypeError);
    expect(() => setUp(options as never)).toThrow(name);
  });
});
