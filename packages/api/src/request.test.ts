import { describe, expect, it } from 'vitest';
import { broken, error, json } from '../test/fake-fetch';
import { setUp } from '../test/setup';

const CONTACT = { data: { id: 1, attributes: {} } };
const MESSAGE = { data: { id: 5, author: { id: 2, type: 'user', bot: true }, type: 'chat' } };
/** As a caller in JavaScript passes nothing. */
const none = [] as unknown as [never];
const answer = (): Response => json(CONTACT);

const brokenBody = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(new ReadableStream({ pull: (controller) => controller.error(broken('ECONNRESET', 'read')) }), {
    status,
    headers,
  });
const endlessBody = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }), { status, headers });

describe('a call with wrong arguments is a TypeError, and sends nothing', () => {
  it('a body that holds itself', async () => {
    const { drift, world, sent } = setUp(answer);
    const tags: unknown[] = [];
    tags.push(tags);
    await expect(world.settle(drift.contacts.update(1, { tags }))).rejects.toThrow(TypeError);
    expect(sent).toHaveLength(0);
  });

  it('a signal that is the whole AbortController: the pacer keeps its place', async () => {
    const { drift, world } = setUp(answer);
    const signal = new AbortController() as unknown as AbortSignal;
    await expect(world.settle(drift.contacts.get(1, { signal }))).rejects.toThrow('controller.signal');
    expect(world.timers).toBe(0);
  });

  const missing: [string, (drift: ReturnType<typeof setUp>['drift']) => unknown][] = [
    ['contacts.postEvent', ({ contacts }) => contacts.postEvent(...none)],
    ['e-mail', ({ contacts }) => contacts.unsubscribe(...none)],
    ['conversations.create', ({ conversations }) => conversations.create(...none)],
    ['toArray', ({ users }) => users.list().toArray(...none)],
    ['users.getMany', ({ users }) => users.getMany(...none)],
    ['meetings.list', ({ meetings }) => meetings.list(...none)],
    ['accounts.create', ({ accounts }) => accounts.create(...none)],
    ['accounts.update', ({ accounts }) => accounts.update('a', ...none)],
    ['reports.conversations', ({ reports }) => reports.conversations(...none)],
    ['app.uninstall', ({ app }) => app.uninstall(...none)],
  ];

  it.each(missing)('a missing argument: the message has %s', async (words, call) => {
    const { drift, sent } = setUp(answer);
    const message = expect.stringContaining(words) as string;
    await expect((async () => call(drift))()).rejects.toMatchObject({ name: 'TypeError', message });
    expect(sent).toHaveLength(0);
  });

  it('an account id with half a character', async () => {
    const { drift, world, sent } = setUp(answer);
    await expect(world.settle(drift.accounts.delete('\ud800'))).rejects.toThrow(TypeError);
    expect(sent).toHaveLength(0);
  });
});

it('takes a signal that may be undefined, also under exactOptionalPropertyTypes', async () => {
  const { drift, world } = setUp(answer);
  const options: { signal: AbortSignal | undefined } = { signal: undefined };
  await expect(world.settle(drift.contacts.get(1, options))).resolves.toMatchObject({ id: '1' });
});

it('sends the body as it was at the call, whatever the app changes while the call waits', async () => {
  const { drift, world, sent } = setUp((_, count) =>
    count === 1 ? error(429, 'no', { 'retry-after': '5' }) : json(CONTACT),
  );
  const tags = ['first'];
  const call = drift.contacts.update(1, { tags });
  await world.flush();
  tags.push('later');
  await world.settle(call);
  expect(sent.map(({ body }) => body)).toEqual(Array(2).fill('{"attributes":{"tags":["first"]}}'));
});

it('sends an attribute named __proto__, and reports it where Drift drops it', async () => {
  const { drift, world, sent } = setUp(answer);
  const attributes = JSON.parse('{"__proto__":"x"}') as Record<string, string>;
  const { dropped } = await world.settle(drift.contacts.update(1, attributes));
  expect(sent[0]?.body).toBe('{"attributes":{"__proto__":"x"}}');
  expect(dropped).toEqual(['__proto__']);
});

it('sends nothing where the signal aborts while accessToken answers', async () => {
  const controller = new AbortController();
  const accessToken = (): string => {
    controller.abort();
    return 'token';
  };
  const { drift, world, sent } = setUp(answer, { accessToken });
  const call = drift.contacts.get(1, { signal: controller.signal });
  await expect(world.settle(call)).rejects.toMatchObject({ code: 'aborted' });
  expect(sent).toHaveLength(0);
});

it.each([Object.create(null), { message: Object.create(null) as object }, 5, null])(
  'an abort with the odd reason %# is aborted',
  async (reason: unknown) => {
    const controller = new AbortController();
    const { drift, world } = setUp(() => new Promise(() => undefined));
    const call = drift.contacts.get(1, { signal: controller.signal });
    await world.flush();
    controller.abort(reason);
    await expect(world.settle(call)).rejects.toMatchObject({ code: 'aborted' });
    expect(world.timers).toBe(0);
  },
);

describe('a refusal is judged by its status, even when its body cannot be read', () => {
  const bodies: [string, (status: number, headers?: Record<string, string>) => Response][] = [
    ['breaks', brokenBody],
    ['never ends', endlessBody],
    ['is larger than maxAnswerBytes', (status, headers) => json('x'.repeat(5_000), status, headers)],
  ];

  it.each(bodies)(
    'a 429 whose body %s holds all calls back, and the write is sent again',
    async (_, body) => {
      const { drift, world, sent } = setUp(
        (_sent, count) => (count === 1 ? body(429, { 'retry-after': '50' }) : json(MESSAGE)),
        { maxAnswerBytes: 1_024, timeout: 1_000 },
      );
      const call = drift.conversations.sendMessage(1, { body: 'hi' });
      await world.advance(2_000);
      const other = drift.contacts.get(1);
      await world.advance(40_000);
      expect(sent).toHaveLength(1);
      await world.settle(Promise.all([call, other]));
      expect(sent).toHaveLength(3);
    },
  );

  it.each(bodies)('a write whose 403 has a body that %s is forbidden', async (_, body) => {
    const { drift, world } = setUp(() => body(403), { maxAnswerBytes: 1_024, timeout: 1_000 });
    const call = drift.contacts.delete(1);
    await expect(world.settle(call)).rejects.toMatchObject({ code: 'forbidden', status: 403 });
  });
});

describe('a success status with an error as its body is an error', () => {
  const bodies = [
    { error: { type: 'authorization_error', message: 'not allowed' } },
    { errors: [{ type: 'authorization_error', message: 'not allowed' }] },
    { error: 'authorization_error', error_description: 'not allowed' },
  ];

  it.each(bodies)('a write is outcome_unknown after %j', async (body) => {
    const { drift, world } = setUp(() => json(body));
    const calls: (() => Promise<unknown>)[] = [
      () => drift.gdpr.delete('jane@acme.com'),
      () => drift.contacts.delete(1),
      () => drift.contacts.postEvent({ contactId: 1, event: 'Bought' }),
      () => drift.app.uninstall({ clientId: 'id', clientSecret: 'secret' }),
    ];
    for (const call of calls) {
      await expect(world.settle(call())).rejects.toMatchObject({
        code: 'outcome_unknown',
        cause: { code: 'bad_answer', type: 'authorization_error' },
      });
    }
  });

  it.each(bodies)('a read is bad_answer after %j, and the message has the words of Drift', async (body) => {
    const { drift, world } = setUp(() => json(body));
    const calls: (() => Promise<unknown>)[] = [
      () => drift.app.tokenInfo(),
      () => drift.conversations.transcript(1),
    ];
    for (const call of calls) {
      const words = expect.stringContaining('not allowed') as string;
      await expect(world.settle(call())).rejects.toMatchObject({ code: 'bad_answer', message: words });
    }
  });

  it.each([{ ok: false }, { result: 'ERROR', ok: 'false' }, { ok: null }])(
    'a write is outcome_unknown after an acknowledgement that says %j',
    async (body) => {
      const { drift, world } = setUp(() => json(body));
      await expect(world.settle(drift.contacts.delete(1))).rejects.toMatchObject({ code: 'outcome_unknown' });
    },
  );

  it('a response without a status was never an answer', async () => {
    const { drift, world } = setUp(() => Response.error());
    await expect(world.settle(drift.contacts.delete(1))).rejects.toMatchObject({ code: 'outcome_unknown' });
  });
});
