import { describe, expect, it } from 'vitest';
import { broken, error, hang, json } from '../test/fake-fetch';
import type { Answerer } from '../test/fake-fetch';
import { TOKEN, setUp } from '../test/setup';
import { DriftApiError } from './errors';

const CONTACT = { data: { id: 1, createdAt: 2, attributes: { email: 'a@x.com' } } };
const MESSAGE = {
  data: { id: 5, conversationId: 1, author: { id: 2, type: 'user', bot: true }, type: 'chat', body: 'hi' },
};
const HTML = '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>';

const fail =
  (cause: Error): Answerer =>
  () =>
    Promise.reject(cause);
/** The first requests are answered by these, one after the other, and the rest with what is right. */
const first =
  (...answers: Answerer[]): Answerer =>
  (sent, count) =>
    answers[count - 1]?.(sent, count) ?? (sent.method === 'GET' ? json(CONTACT) : json(MESSAGE));

const rejection = async (promise: Promise<unknown>): Promise<DriftApiError> => {
  const thrown: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(DriftApiError);
  return thrown as DriftApiError;
};

describe('law 24: what is tried again', () => {
  const unknownEnds: [string, Answerer][] = [
    ['500', () => error(500)],
    ['503 with an HTML page', () => json(HTML, 503, { 'content-type': 'text/html' })],
    ['a reset connection', fail(broken('ECONNRESET', 'read'))],
    ['an error that says nothing', fail(new TypeError('fetch failed'))],
    ['EHOSTUNREACH on an open connection', fail(broken('EHOSTUNREACH', 'write'))],
    ['no answer within the timeout', hang],
  ];

  it.each(unknownEnds)('a read is tried again after %s', async (_, answer) => {
    const { drift, world, sent } = setUp(first(answer, answer));
    await expect(world.settle(drift.contacts.get(1))).resolves.toMatchObject({ id: '1' });
    expect(sent).toHaveLength(3);
  });

  it.each(unknownEnds)('a write is outcome_unknown and is not tried again after %s', async (_, answer) => {
    const { drift, world, sent } = setUp(first(answer));
    const thrown = await rejection(world.settle(drift.conversations.sendMessage(1, { body: 'hi' })));
    expect(thrown).toMatchObject({
      code: 'outcome_unknown',
      attempts: 1,
      lookFor: { conversationId: '1', since: expect.any(Number) as number },
    });
    expect(thrown.lookFor?.how).toContain('findSent');
    expect((thrown.cause as DriftApiError).code).toMatch(/unavailable|network|timeout/);
    expect(sent).toHaveLength(1);
  });

  const unsent: [string, Error][] = [
    ['ECONNREFUSED', broken('ECONNREFUSED', 'connect')],
    ['ENOTFOUND', broken('ENOTFOUND', 'getaddrinfo')],
    ['EAI_AGAIN', broken('EAI_AGAIN', 'getaddrinfo')],
    ['UND_ERR_CONNECT_TIMEOUT', broken('UND_ERR_CONNECT_TIMEOUT')],
    ['EHOSTUNREACH while connecting', broken('EHOSTUNREACH', 'connect')],
    ['ETIMEDOUT while connecting', broken('ETIMEDOUT', 'connect')],
    ['CERT_HAS_EXPIRED', broken('CERT_HAS_EXPIRED')],
    [
      'an error for each address',
      new TypeError('fetch failed', {
        cause: new AggregateError([
          Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect' }),
          Object.assign(new Error(), { code: 'ENETUNREACH', syscall: 'connect' }),
        ]),
      }),
    ],
  ];

  it.each(unsent)('a write is tried again after %s: nothing was sent', async (_, cause) => {
    const { drift, world, sent } = setUp(first(fail(cause)));
    await expect(world.settle(drift.conversations.sendMessage(1, { body: 'hi' }))).resolves.toMatchObject({
      id: '5',
    });
    expect(sent).toHaveLength(2);
  });

  it('a write that never finds a connection is network, not outcome_unknown', async () => {
    const { drift, world, sent } = setUp(fail(broken('ECONNREFUSED', 'connect')));
    const thrown = await rejection(world.settle(drift.conversations.sendMessage(1, { body: 'hi' })));
    expect(thrown).toMatchObject({ code: 'network', attempts: 3 });
    expect(sent).toHaveLength(3);
  });

  it('one address that was reached among several makes it unknown', async () => {
    const reached = new AggregateError([
      Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect' }),
      Object.assign(new Error(), { code: 'ECONNRESET', syscall: 'read' }),
    ]);
    const { drift, world } = setUp(fail(new TypeError('fetch failed', { cause: reached })));
    const thrown = await rejection(world.settle(drift.conversations.sendMessage(1, { body: 'hi' })));
    expect(thrown.code).toBe('outcome_unknown');
  });

  it('a write is tried again after 429: Drift says it was not done', async () => {
    const { drift, world, sent } = setUp(first(() => error(429, 'slow down', { 'retry-after': '7' })));
    await expect(world.settle(drift.conversations.sendMessage(1, { body: 'hi' }))).resolves.toMatchObject({
      id: '5',
    });
    expect(sent).toHaveLength(2);
    expect(world.now()).toBe(7_000);
  });

  it('a definite refusal of a write is that refusal', async () => {
    const { drift, sent } = setUp(() => error(400, 'body is required'));
    const thrown = await rejection(drift.conversations.sendMessage(1, { body: 'hi' }));
    expect(thrown).toMatchObject({ code: 'invalid', status: 400, type: 'some_error' });
    expect(thrown.message).toContain('body is required');
    expect(sent).toHaveLength(1);
  });

  it('retries: 0 sends once, also after 429', async () => {
    for (const status of [429, 503]) {
      const { drift, world, sent } = setUp(() => error(status), { retries: 0 });
      await rejection(world.settle(drift.contacts.get(1)));
      expect(sent).toHaveLength(1);
    }
  });

  it('gives up after the retries, and says how often it tried', async () => {
    const { drift, world, sent } = setUp(() => error(503, 'down', { 'retry-after': '3' }));
    const thrown = await rejection(world.settle(drift.contacts.get(1)));
    expect(thrown).toMatchObject({ code: 'unavailable', status: 503, attempts: 3, retryAfter: 3 });
    expect(sent).toHaveLength(3);
    expect(world.now()).toBe(6_000);
  });
});

describe('the timeout and the signal', () => {
  it('the timeout counts one attempt, and the answer up to its last byte', async () => {
    const half = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"data":')),
    });
    const { drift, world } = setUp(() => new Response(half), { retries: 0, timeout: 1_000 });
    const thrown = await rejection(world.settle(drift.contacts.get(1)));
    expect(thrown.code).toBe('timeout');
    expect(world.now()).toBe(1_000);
  });

  it('settles by the timeout even where fetch ignores its signal', async () => {
    const { drift, world } = setUp(() => new Promise(() => undefined), { retries: 0 });
    expect((await rejection(world.settle(drift.contacts.get(1)))).code).toBe('timeout');
    expect(world.timers).toBe(0);
  });

  it('a timeout of one call holds for that call', async () => {
    const { drift, world } = setUp(hang, { retries: 0 });
    await rejection(world.settle(drift.contacts.get(1, { timeout: 50 })));
    expect(world.now()).toBe(50);
  });

  it('an abort before sending is aborted, for a write too', async () => {
    const { drift, sent } = setUp(() => json(MESSAGE));
    const thrown = await rejection(
      drift.conversations.sendMessage(1, { body: 'hi' }, { signal: AbortSignal.abort() }),
    );
    expect(thrown).toMatchObject({ code: 'aborted', attempts: 0 });
    expect(sent).toHaveLength(0);
  });

  it('an abort after sending is aborted for a read and outcome_unknown for a write', async () => {
    for (const [write, code] of [
      [false, 'aborted'],
      [true, 'outcome_unknown'],
    ] as const) {
      const controller = new AbortController();
      const { drift, world, sent } = setUp(hang);
      const options = { signal: controller.signal };
      const call = write
        ? drift.conversations.sendMessage(1, { body: 'hi' }, options)
        : drift.contacts.get(1, options);
      await world.flush();
      expect(sent).toHaveLength(1);
      controller.abort(new Error('the user left'));
      expect((await rejection(call)).code).toBe(code);
      expect(sent[0]?.signal.aborted).toBe(true);
      expect(world.timers).toBe(0);
    }
  });

  it('an abort between two tries of a read ends the wait at once', async () => {
    const controller = new AbortController();
    const { drift, world, sent } = setUp(() => error(500, 'no', { 'retry-after': '60' }));
    const call = drift.contacts.get(1, { signal: controller.signal });
    await world.flush();
    controller.abort();
    expect(await rejection(call)).toMatchObject({ code: 'aborted', attempts: 1 });
    expect(sent).toHaveLength(1);
    expect(world.timers).toBe(0);
  });
});

describe('law 28: answers that are none', () => {
  it.each([
    ['a page of HTML', HTML],
    ['half a body', '{"data":{"id":12'],
    ['half a body with a large id', '{"data":{"id":9007199254740993'],
    ['deep nesting', `${'['.repeat(200_000)}9007199254740993`],
    ['a bare text', 'Internal error'],
    ['null', 'null'],
    ['a list where a contact should be', '{"data":[]}'],
    ['a contact without an id', '{"data":{"createdAt":1}}'],
    ['nothing', ''],
  ])('%s is bad_answer with its status, and quotes nothing', async (_, body) => {
    const { drift, sent } = setUp(() => new Response(body));
    const thrown = await rejection(drift.contacts.get(1));
    expect(thrown).toMatchObject({ code: 'bad_answer', status: 200, path: '/contacts/{id}' });
    if (body.length > 4) expect(thrown.message).not.toContain(body.slice(0, 20));
    expect(sent).toHaveLength(1);
  });

  it('is outcome_unknown where a write was answered so', async () => {
    const { drift } = setUp(() => new Response(HTML));
    const thrown = await rejection(drift.conversations.sendMessage(1, { body: 'hi' }));
    expect(thrown).toMatchObject({ code: 'outcome_unknown', status: 200, cause: { code: 'bad_answer' } });
  });

  it('reads at most maxAnswerBytes, also when content-length says less', async () => {
    let pulled = 0;
    const endless = (): Response =>
      new Response(
        new ReadableStream<Uint8Array>({
          pull(controller) {
            pulled++;
            controller.enqueue(new Uint8Array(1_000));
          },
        }),
        { headers: { 'content-length': '10', 'content-encoding': 'gzip' } },
      );
    const { drift } = setUp(endless, { maxAnswerBytes: 10_000 });
    expect(await rejection(drift.contacts.get(1))).toMatchObject({ code: 'bad_answer', status: 200 });
    expect(pulled).toBeLessThan(20);
  });

  it.each([
    ['Drift', { error: { type: 'not_found', message: 'gone' } }, 'not_found: gone'],
    [
      'a list of errors',
      { errors: [{ type: 'validation_error', message: 'bad', param: 'email' }] },
      'validation_error: bad (email)',
    ],
    ['the gateway', { error: 'invalid_request', error_description: 'what?' }, 'invalid_request: what?'],
    ['a bare message', { message: 'hm' }, 'hm'],
  ])('reads the error of %s', async (_, body, said) => {
    const { drift } = setUp(() => json(body, 400));
    expect((await rejection(drift.contacts.get(1))).message).toContain(said);
  });

  it.each([
    [400, 'invalid'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [409, 'conflict'],
    [410, 'not_found'],
    [422, 'invalid'],
  ])('%i is %s', async (status, code) => {
    const { drift } = setUp(() => new Response('nothing to read', { status }));
    expect(await rejection(drift.contacts.get(1))).toMatchObject({ code, status });
  });

  it('law 30: a 403 names the scope, and says that the app must be reconnected', async () => {
    const { drift } = setUp(() => error(403));
    const { message } = await rejection(drift.contacts.get(1));
    expect(message).toMatch(/contact_read/);
    expect(message).toMatch(/frozen into a token.*reconnect/);
  });
});

describe('law 26: where the token goes', () => {
  it.each([301, 302, 303, 307, 308])('a redirect (%i) is an error and is not followed', async (status) => {
    const { drift, sent } = setUp(
      () => new Response(null, { status, headers: { location: 'https://evil.example/' } }),
    );
    expect(await rejection(drift.contacts.get(1))).toMatchObject({ code: 'unsafe_link', status });
    expect((await rejection(drift.contacts.update(1, { name: 'x' }))).code).toBe('outcome_unknown');
    expect(sent.map(({ url }) => url.host)).toEqual(['driftapi.com', 'driftapi.com']);
    expect(sent[0]?.redirect).toBe('manual');
  });
});

describe('the access token', () => {
  it('a function is asked before each attempt', async () => {
    let count = 0;
    const { drift, world, sent } = setUp(
      first(() => error(500)),
      { accessToken: async () => `token-${++count}` },
    );
    await world.settle(drift.contacts.get(1));
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('a 401 is tried once more where the function gives another token by now, also for a write', async () => {
    let token = 'old';
    const { drift, world, sent } = setUp(
      ({ headers }) => {
        if (headers.get('authorization') === 'Bearer new') return json(MESSAGE);
        token = 'new';
        return error(401);
      },
      { accessToken: () => token },
    );
    await expect(world.settle(drift.conversations.sendMessage(1, { body: 'hi' }))).resolves.toMatchObject({
      id: '5',
    });
    expect(sent).toHaveLength(2);
  });

  it('a function is told which token a 401 has refused', async () => {
    const asked: unknown[] = [];
    const accessToken = (told: { rejected?: string }) => {
      asked.push(told);
      return asked.length === 1 ? 'old' : 'new';
    };
    const { drift, world } = setUp(
      first(() => error(401)),
      { accessToken },
    );
    await world.settle(drift.contacts.get(1));
    expect(asked).toEqual([{}, { rejected: 'old' }, {}]);
  });

  it('a 401 is unauthorized at once where the token stays the same', async () => {
    for (const accessToken of [TOKEN, () => TOKEN]) {
      const { drift, sent } = setUp(() => error(401), { accessToken });
      expect((await rejection(drift.contacts.get(1))).code).toBe('unauthorized');
      expect(sent).toHaveLength(1);
    }
  });

  it('a function that fails, or gives no token, sends nothing', async () => {
    for (const accessToken of [
      () => Promise.reject(new Error('no refresh token')),
      () => Promise.resolve('two words'),
      () => undefined as unknown as string,
    ]) {
      const { drift, sent } = setUp(() => json(CONTACT), { accessToken });
      const thrown = await rejection(drift.contacts.get(1));
      expect(thrown).toMatchObject({ code: 'unauthorized', attempts: 0 });
      expect(thrown.message).not.toContain('two words');
      expect(sent).toHaveLength(0);
    }
  });

  it('the signal ends the wait for a function that never answers', async () => {
    const controller = new AbortController();
    const { drift, world } = setUp(() => json(CONTACT), { accessToken: () => new Promise(() => undefined) });
    const call = drift.contacts.get(1, { signal: controller.signal });
    await world.flush();
    controller.abort();
    expect((await rejection(call)).code).toBe('aborted');
  });
});

describe('onRequest', () => {
  it('onRequest hears every attempt: path template, status, times and remaining calls, but no data', async () => {
    const { drift, world, events } = setUp(first(() => error(500, 'no', { 'x-request-id': 'abc' })));
    await world.settle(drift.contacts.get(123));
    expect(events).toEqual([
      {
        method: 'GET',
        path: '/contacts/{id}',
        status: 500,
        code: 'unavailable',
        requestId: 'abc',
        attempt: 1,
        willRetry: true,
        duration: 0,
        waited: 0,
        remaining: 599,
      },
      {
        method: 'GET',
        path: '/contacts/{id}',
        status: 200,
        attempt: 2,
        willRetry: false,
        duration: 0,
        waited: 0,
        remaining: 598,
      },
    ]);
  });

  it('cannot break a call by throwing', async () => {
    const onRequest = (): void => {
      throw new Error('the observer is broken');
    };
    const { drift } = setUp(() => json(CONTACT), { onRequest });
    await expect(drift.contacts.get(1)).resolves.toMatchObject({ id: '1' });
  });

  it('cannot end the process by a promise that rejects', async () => {
    const rejections: unknown[] = [];
    const onRejection = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', onRejection);
    const { drift, world } = setUp(() => json(CONTACT), {
      onRequest: () => Promise.reject(new Error('the observer is broken')),
    });
    await world.settle(drift.contacts.get(1));
    await world.flush();
    process.off('unhandledRejection', onRejection);
    expect(rejections).toEqual([]);
  });
});
