import { describe, expect, test } from 'vitest';
import type { RestAssumptions } from '../protocol';
import { createRestSubject } from './rest-for-test';
import type { Answer, RestSubject } from './rest-for-test';
import { createLimiter, headersOf } from './rate-limits';

const START = 1_700_000_040_000;
const MINUTE = 60_000;

function subject(assumptions: Partial<RestAssumptions> = {}): RestSubject {
  return createRestSubject({ assumptions }, () => START);
}

async function exhaust({ get }: RestSubject): Promise<void> {
  for (let count = 0; count < 600; count++) expect((await get('/teams/org')).status).toBe(200);
}

test('a token may send 600 requests a minute; the next one is answered 429 until the minute ends', async () => {
  const one = subject();
  await exhaust(one);
  const refused = await one.get('/teams/org');
  expect(refused).toMatchObject({ status: 429, body: { error: { type: 'rate_limit_exceeded' } } });
  expect(refused.headers.get('retry-after')).toBe(String(60 - ((START / 1000) % 60)));
  const other = one.world.apps.create({ name: 'Other' }).token?.value;
  expect((await one.get('/teams/org', { Authorization: `Bearer ${other}` })).status).toBe(200);
  one.world.clock.advance(Number(refused.headers.get('retry-after')) * 1000);
  expect((await one.get('/teams/org')).status).toBe(200);
});

test('reports are limited by themselves, to 60', async () => {
  const one = subject();
  for (let count = 0; count < 60; count++) await one.post('/reports/conversations', { metrics: [] });
  expect((await one.post('/reports/conversations', { metrics: [] })).status).toBe(429);
  expect((await one.get('/teams/org')).status).toBe(200);
});

test('a leaky bucket takes the next request as soon as one leaked', async () => {
  const one = subject({ rateLimit: 'leaky_bucket' });
  await exhaust(one);
  const refused = await one.get('/teams/org');
  expect(refused).toMatchObject({ status: 429 });
  one.world.clock.advance(100);
  expect((await one.get('/teams/org')).status).toBe(200);
  expect((await one.get('/teams/org')).status).toBe(429);
});

test.each(['per_minute', 'leaky_bucket'] as const)(
  '%s: a reset gives the token all its requests again',
  async (rateLimit) => {
    const one = subject({ rateLimit });
    const report = (): Promise<Answer> => one.post('/reports/conversations', { metrics: [] });
    one.world.clock.advance(3_600_000);
    for (let count = 0; count < 60; count++) await report();
    expect((await report()).status).toBe(429);
    one.world.clear();
    const answer = await report();
    expect([answer.status, answer.headers.get('ratelimit-remaining')]).toEqual([200, '59']);
  },
);

test('switched off, nothing is counted and no header says so', async () => {
  const one = subject({ rateLimit: 'none' });
  for (let count = 0; count < 700; count++) await one.get('/teams/org');
  const { status, headers } = await one.get('/teams/org');
  expect([status, headers.get('ratelimit-limit')]).toEqual([200, null]);
});

test('no minute, and no run of 60 seconds of a bucket, lets more through than the limit and its burst', () => {
  let now = 0;
  const limiter = createLimiter(() => now);
  let allowed = 0;
  for (; now < 10 * MINUTE; now += 50) if (limiter.take('a', 600, 'leaky_bucket').allowed) allowed += 1;
  expect(allowed).toBeGreaterThan(600 * 10);
  expect(allowed).toBeLessThanOrEqual(600 * 11);
});

describe('the headers', () => {
  const refused = { allowed: false, limit: 600, remaining: 0, resetAfter: 1500 };
  const served = { ...refused, allowed: true, remaining: 5 };

  test.each<[RestAssumptions['rateHeaders'], object, object]>([
    ['none', {}, {}],
    ['ratelimit', { 'RateLimit-Limit': '600', 'RateLimit-Remaining': '5', 'RateLimit-Reset': '2' }, {}],
    ['x_ratelimit', { 'X-RateLimit-Limit-Minute': '600', 'X-RateLimit-Remaining-Minute': '5' }, {}],
    ['retry_after', {}, { 'Retry-After': '2' }],
    ['retry_after_date', {}, { 'Retry-After': new Date(START + 2000).toUTCString() }],
  ])('%s', (dialect, always, onlyRefused) => {
    expect(headersOf(served, dialect, START)).toEqual(always);
    expect(headersOf(refused, dialect, START)).toMatchObject(onlyRefused);
    expect(Object.keys(headersOf(refused, dialect, START)).sort()).toEqual(
      [...Object.keys(always), ...Object.keys(onlyRefused)].sort(),
    );
  });

  test('all of them at once, but for the date', () => {
    expect(Object.keys(headersOf(refused, 'all', START))).toHaveLength(6);
  });
});
