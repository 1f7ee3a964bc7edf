import { describe, expect, it } from 'vitest';
import { error, hang, json } from '../test/fake-fetch';
import type { Answerer, Sent } from '../test/fake-fetch';
import { HandWorld } from '../test/hand-world';
import { setUp } from '../test/setup';

const ok = (): Response => json({ data: { id: 1, attributes: {} } });
const get = (drift: ReturnType<typeof setUp>['drift'], count: number): Promise<unknown>[] =>
  Array.from({ length: count }, () => drift.contacts.get(1));

describe('law 25: one pace for all calls of a client', () => {
  it('lets 600 calls leave at once, and the next a minute after the first answers', async () => {
    const { drift, world, sent } = setUp(ok);
    const all = Promise.all(get(drift, 700));
    await world.flush();
    expect(sent).toHaveLength(600);
    await world.advance(59_999);
    expect(sent).toHaveLength(600);
    await world.advance(1);
    expect(sent).toHaveLength(700);
    await all;
    expect(world.timers).toBe(0);
  });

  it('counts a call until a minute after its answer: Drift counts it somewhere in between', async () => {
    const answers: (() => void)[] = [];
    const { drift, world, sent } = setUp(() => new Promise((resolve) => answers.push(() => resolve(ok()))));
    void Promise.all(get(drift, 601));
    await world.advance(20_000);
    for (const answer of answers.splice(0)) answer();
    await world.advance(59_999);
    expect(sent).toHaveLength(600);
    await world.advance(1);
    expect(sent).toHaveLength(601);
  });

  const waits: [string, Record<string, string>, number][] = [
    ['Retry-After in seconds', { 'retry-after': '30' }, 30_000],
    [
      'Retry-After as a date, by the clock of the server',
      { 'retry-after': 'Thu, 01 Jan 2015 00:00:40 GMT', date: 'Thu, 01 Jan 2015 00:00:00 GMT' },
      40_000,
    ],
    ['Retry-After as a date', { 'retry-after': new Date(HandWorld.EPOCH + 9_000).toUTCString() }, 9_000],
    ['RateLimit-Reset', { 'ratelimit-remaining': '0', 'ratelimit-reset': '20' }, 20_000],
    ['X-RateLimit-Reset', { 'x-ratelimit-reset': '12' }, 12_000],
    ['X-RateLimit-Reset as a time', { 'x-ratelimit-reset': String(HandWorld.EPOCH / 1_000 + 25) }, 25_000],
    [
      'X-RateLimit-Remaining-Minute',
      { 'x-ratelimit-remaining-minute': '0', date: 'Thu, 01 Jan 2015 00:00:15 GMT' },
      45_000,
    ],
    ['both: Retry-After counts', { 'retry-after': '5', 'ratelimit-reset': '50' }, 5_000],
  ];

  it.each(waits)('one 429 holds every call back: %s', async (_, headers, ms) => {
    const { drift, world, sent } = setUp((_sent, count) => (count === 1 ? error(429, 'no', headers) : ok()));
    const one = drift.contacts.get(1);
    await world.flush();
    const others = get(drift, 3);
    await world.advance(ms - 1);
    expect(sent).toHaveLength(1);
    await world.advance(1);
    await Promise.all([one, ...others]);
    expect(sent).toHaveLength(5);
  });

  it('after a 429 one call goes first, and its answer lets the others follow', async () => {
    let answer: (() => void) | undefined;
    const { drift, world, sent } = setUp((_sent, count) => {
      if (count === 1) return error(429, 'no', { 'retry-after': '1' });
      return count === 2 ? new Promise((resolve) => (answer = () => resolve(ok()))) : ok();
    });
    const all = Promise.all(get(drift, 1));
    await world.flush();
    const others = Promise.all(get(drift, 5));
    await world.advance(10_000);
    expect(sent).toHaveLength(2);
    answer?.();
    await Promise.all([all, others]);
    expect(sent).toHaveLength(7);
  });

  it.each(['0', '-5', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'waits longer from 429 to 429 where the Retry-After of Drift, %s, is over at once',
    async (retryAfter) => {
      const times: number[] = [];
      const { drift, world } = setUp(() => {
        times.push(world.now());
        return error(429, 'no', { 'retry-after': retryAfter });
      });
      await expect(world.settle(drift.contacts.get(1))).rejects.toMatchObject({ code: 'rate_limited' });
      expect(times.slice(0, 5)).toEqual([0, 0, 1_750, 5_250, 12_250]);
    },
  );

  it('waits longer from 429 to 429 where Drift names no time, and gives up after ten', async () => {
    const times: number[] = [];
    const { drift, world } = setUp(() => {
      times.push(world.now());
      return error(429);
    });
    await expect(world.settle(drift.contacts.get(1))).rejects.toMatchObject({
      code: 'rate_limited',
      attempts: 11,
    });
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(pauses).toEqual([875, 1_750, 3_500, 7_000, 14_000, 28_000, 52_500, 52_500, 52_500, 52_500]);
  });

  it('a herd that was underway counts as one 429: the pause does not grow with each', async () => {
    const { drift, world } = setUp((_sent, count) => (count <= 50 ? error(429) : ok()));
    await world.settle(Promise.all(get(drift, 50)));
    expect(world.now()).toBe(875);
  });

  it('paces ahead by what the headers leave over', async () => {
    let left = 3;
    const counted: Answerer = () => {
      const headers = { 'ratelimit-remaining': String(Math.max(0, --left)), 'ratelimit-reset': '10' };
      return left < 0 ? error(429, 'no', headers) : json({ data: { id: 1, attributes: {} } }, 200, headers);
    };
    const { drift, world, sent } = setUp(counted);
    for (let call = 0; call < 3; call++) await drift.contacts.get(1);
    const next = get(drift, 2);
    await world.advance(9_999);
    expect(sent).toHaveLength(3);
    left = 100;
    await world.advance(1);
    await Promise.all(next);
    expect(sent).toHaveLength(5);
  });

  it('takes the limit of a minute from X-RateLimit-Limit-Minute', async () => {
    const { drift, world, sent } = setUp(() =>
      json({ data: { id: 1, attributes: {} } }, 200, { 'x-ratelimit-limit-minute': '2' }),
    );
    await drift.contacts.get(1);
    void Promise.all(get(drift, 2));
    await world.flush();
    expect(sent).toHaveLength(2);
    await world.advance(60_000);
    expect(sent).toHaveLength(3);
  });

  it('ends the wait by the signal alone, and the others keep their turn', async () => {
    const controller = new AbortController();
    const { drift, world, sent } = setUp((_sent, count) =>
      count === 1 ? error(429, 'no', { 'retry-after': '3600' }) : ok(),
    );
    const one = drift.contacts.get(1, { timeout: 5 });
    await world.flush();
    const two = drift.contacts.get(2, { signal: controller.signal, timeout: 5 });
    const three = drift.contacts.get(3, { timeout: 5 });
    const aborted = expect(two).rejects.toMatchObject({ code: 'aborted', attempts: 0 });
    await world.advance(100_000);
    controller.abort();
    await aborted;
    await world.settle(Promise.all([one, three]));
    expect(sent.map(({ url }) => url.pathname)).toEqual(['/contacts/1', '/contacts/1', '/contacts/3']);
  });

  it('does not reset a hold by the good answers of calls that were underway', async () => {
    const answers: ((response: Response) => void)[] = [];
    const { drift, world, sent } = setUp((_sent, count) =>
      count <= 2 ? new Promise((resolve) => answers.push(resolve)) : ok(),
    );
    const calls = Promise.all(get(drift, 2));
    await world.flush();
    answers[0]?.(error(429, 'no', { 'retry-after': '10' }));
    await world.flush();
    answers[1]?.(ok());
    await world.advance(9_999);
    expect(sent).toHaveLength(2);
    await world.advance(1);
    await calls;
  });

  it('lets another call go first where the first one gets no answer', async () => {
    const { drift, world, sent } = setUp(
      (request: Sent, count) => {
        if (count === 1) return error(429, 'no', { 'retry-after': '1' });
        return count === 2 ? hang(request) : ok();
      },
      { timeout: 500, retries: 1 },
    );
    await world.settle(Promise.all(get(drift, 3)));
    expect(sent.length).toBeGreaterThanOrEqual(5);
  });
});

describe('a limiter that several processes share', () => {
  it('is asked before each request, and its wait is kept', async () => {
    const keys: string[] = [];
    let free = 1;
    const limiter = {
      consume: (key: string): Promise<unknown> => {
        keys.push(key);
        return free-- > 0 ? Promise.resolve() : Promise.reject({ msBeforeNext: 2_000 });
      },
    };
    const { drift, world, sent } = setUp(ok, { limiter, limiterKey: 'org-7' });
    await drift.contacts.get(1);
    const next = drift.contacts.get(1);
    await world.advance(1_999);
    expect(sent).toHaveLength(1);
    free = 1;
    await world.settle(next);
    expect(sent).toHaveLength(2);
    expect(new Set(keys)).toEqual(new Set(['org-7']));
  });

  it('that fails lets the call through, and onRequest says so', async () => {
    const limiter = { consume: () => Promise.reject(new Error('redis is down')) };
    const { drift, events } = setUp(ok, { limiter });
    await drift.contacts.get(1);
    expect(events).toMatchObject([{ status: 200, limiterFailed: true }]);
  });

  it('that never answers ends by the signal, and gives its place back', async () => {
    const controller = new AbortController();
    const limiter = { consume: () => new Promise(() => undefined) };
    const { drift, world } = setUp(ok, { limiter });
    const call = drift.contacts.get(1, { signal: controller.signal });
    await world.flush();
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
  });
});
