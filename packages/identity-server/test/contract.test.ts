import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { verifyUserJwt } from '../src/index';
import { ask } from './ask';
import { FRAMEWORKS } from './frameworks';
import type { Subject } from './frameworks';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const friend = 'https://friend.example.org';
const jane = { cookie: 'sid=jane' };

const sessions = new Map<string, unknown>([
  ['jane', { id: 'jane' }],
  ['bob', { id: 'bob' }],
  ['number', { id: 42 }],
  ['slow', new Promise(() => undefined)],
]);

describe.each(Object.entries(FRAMEWORKS))('%s', (_, start) => {
  const onError = vi.fn();
  const onSign = vi.fn();
  let subject: Subject;
  beforeAll(async () => {
    const rateLimit = new RateLimiterMemory({ points: 20, duration: 60 });
    subject = await start({ secret, sessions, onError, onSign, rateLimit, timeout: 50, origins: [friend] });
  });
  afterAll(() => subject.close());
  beforeEach(() => vi.clearAllMocks());

  it.each(['GET', 'POST'])('gives the user of the session a token, by %s', async (method) => {
    const { status, headers, json } = await ask(subject.url, { method, headers: jane });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/json\b/) as unknown,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      vary: 'Origin',
    });
    const { userId, userJwt, expiresAt } = json as { userId: string; userJwt: string; expiresAt: number };
    expect(userId).toBe('jane');
    await expect(verifyUserJwt(userJwt, { secret, userId: 'jane' })).resolves.toMatchObject({ expiresAt });
    expect(onSign).toHaveBeenCalledWith(expect.objectContaining({ userId: 'jane', expiresAt }));
    expect((onSign.mock.calls[0] as [{ request: Request }])[0].request).toMatchObject({
      method,
      url: subject.url,
    });
  });

  it('signs for the user of the session, and ignores ids in the body, the query and the headers', async () => {
    const { json } = await ask(subject.url, {
      method: 'POST',
      path: '?userId=bob&id=bob&sub=bob',
      headers: {
        ...jane,
        'content-type': 'application/json',
        'x-user-id': 'bob',
        authorization: 'Bearer bob',
      },
      body: '{"userId":"bob","id":"bob","sub":"bob"}',
    });
    expect(json).toMatchObject({ userId: 'jane' });
  });

  it('answers 401 without a session', async () => {
    expect(await ask(subject.url)).toMatchObject({ status: 401, json: { error: { code: 'not_logged_in' } } });
    expect(onError).toHaveBeenCalledWith(
      expect.objectContaining({ code: 'not_logged_in' }),
      expect.anything(),
    );
  });

  it.each(['GET', 'POST', 'OPTIONS'])('refuses a foreign page its %s', async (method) => {
    const headers = { ...jane, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const seen = await ask(subject.url, { method, headers });
    expect(seen).toMatchObject({ status: 403, json: { error: { code: 'origin_not_allowed' } } });
    expect(seen.headers['access-control-allow-origin']).toBeUndefined();
    expect(onSign).not.toHaveBeenCalled();
  });

  it('passes its own page of an old browser, behind a TLS proxy too', async () => {
    const headers = {
      ...jane,
      host: 'app.example.com',
      origin: 'https://app.example.com',
      'x-forwarded-proto': 'https',
    };
    expect((await ask(subject.url, { headers })).status).toBe(200);
  });

  it('does not take X-Forwarded-Host for the Host', async () => {
    const headers = { ...jane, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' };
    expect((await ask(subject.url, { headers })).status).toBe(403);
  });

  it('answers a listed page, its preflight and its question', async () => {
    const preflight = await ask(subject.url, {
      method: 'OPTIONS',
      headers: {
        origin: friend,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-a',
      },
    });
    expect(preflight).toMatchObject({ status: 204, text: '' });
    const allowed = { 'access-control-allow-origin': friend, 'access-control-allow-credentials': 'true' };
    expect(preflight.headers).toMatchObject({ ...allowed, 'access-control-allow-headers': 'x-a' });
    const answer = await ask(subject.url, {
      headers: { ...jane, origin: friend, 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject(allowed);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('answers %s with 405 and Allow', async (method) => {
    const seen = await ask(subject.url, { method, headers: jane });
    expect(seen).toMatchObject({ status: 405, headers: { allow: 'GET, POST, OPTIONS' } });
  });

  it('answers HEAD with 405 and no body, and signs nothing', async () => {
    expect(await ask(subject.url, { method: 'HEAD', headers: jane })).toMatchObject({
      status: 405,
      text: '',
    });
    expect(onSign).not.toHaveBeenCalled();
  });

  it.each([
    ['a number for an id', 'number', 'user_invalid'],
    ['no answer in time', 'slow', 'get_user_timeout'],
  ])('answers 503 for %s', async (_what, sid, code) => {
    const seen = await ask(subject.url, { headers: { cookie: `sid=${sid}` } });
    expect(seen).toMatchObject({ status: 503, json: { error: { code: 'unavailable' } } });
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code }), expect.anything());
  });

  it('reads past a body it does not want', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream']) {
      const headers = { ...jane, 'content-type': type };
      expect((await ask(subject.url, { method: 'POST', headers, body: 'x'.repeat(50_000) })).status).toBe(
        200,
      );
    }
  });

  it('counts tokens per user, and says when to come back', async () => {
    const bob = { cookie: 'sid=bob' };
    for (let i = 0; i < 20; i += 1) expect((await ask(subject.url, { headers: bob })).status).toBe(200);
    const { status, headers, json } = await ask(subject.url, { headers: bob });
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(50);
    expect(json).toMatchObject({ error: { code: 'rate_limited' } });
    expect((await ask(subject.url, { headers: jane })).status).toBe(200);
  });
});
