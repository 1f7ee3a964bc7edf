import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unsignedToken } from '../../test-support/tokens';
import { fetchUserJwt } from './fetch-user-jwt';
import { obtainUserJwt } from './user-jwt';

const token = unsignedToken({ sub: 'ann' });
const answers: (Response | Error)[] = [];
const asked = vi.fn((_url: string, _init: RequestInit) => {
  const answer = answers.shift();
  return answer instanceof Response
    ? Promise.resolve(answer)
    : Promise.reject(answer ?? new Error('offline'));
});
const json = (status: number, body: unknown = {}, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });
const obtain = (timeout = 10_000) =>
  obtainUserJwt(fetchUserJwt('/token'), { id: 'ann' }, { signal: new AbortController().signal, timeout });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', asked);
  asked.mockClear();
  answers.length = 0;
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('fetchUserJwt', () => {
  it('takes the token of the answer, asked with the own cookies and past every cache', async () => {
    answers.push(json(200, { userId: 'ann', userJwt: token }));
    await expect(obtain()).resolves.toMatchObject({ userJwt: token });
    expect(asked.mock.calls[0]).toMatchObject(['/token', { credentials: 'same-origin', cache: 'no-store' }]);
  });

  it('takes 401 for nobody', async () => {
    answers.push(json(401));
    await expect(obtain()).resolves.toBeNull();
  });

  it.each([403, 404, 400])('takes %i for a mistake in the setup, and does not ask again', async (status) => {
    answers.push(json(status));
    await expect(obtain()).rejects.toMatchObject({ code: 'token_failed' });
    expect(asked).toHaveBeenCalledOnce();
  });

  it('asks again after a network error and after 5xx, with growing pauses', async () => {
    answers.push(new TypeError('network'), json(502), json(200, { userJwt: token }));
    const result = expect(obtain()).resolves.toMatchObject({ userJwt: token });
    await vi.advanceTimersByTimeAsync(2000);
    await result;
  });

  it('waits as long as Retry-After says', async () => {
    answers.push(json(429, {}, { 'retry-after': '4' }), json(200, { userJwt: token }));
    const result = expect(obtain()).resolves.toMatchObject({ userJwt: token });
    await vi.advanceTimersByTimeAsync(3900);
    expect(asked).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(200);
    await result;
  });

  it('gives up when Retry-After lies beyond its time', async () => {
    answers.push(json(503, {}, { 'retry-after': '60' }));
    await expect(obtain()).rejects.toMatchObject({
      code: 'token_failed',
      message: expect.stringContaining('503') as string,
    });
  });

  it.each([[{}], [{ userJwt: 7 }], ['text']])('refuses an answer without a token: %o', async (body) => {
    answers.push(json(200, body));
    await expect(obtain()).rejects.toMatchObject({ code: 'token_failed' });
  });
});
