import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createOAuthIn } from './create-oauth';
import type { OAuthOptions } from './options';
import { createClock, createStore, createTokenEndpoint } from '../../test/token-endpoint';

const state = '0123456789abcdef-state';
const MINUTE = 60_000;

/** An app, its store and Drift's token endpoint; connected an hour and 56 minutes ago, where `connected` says so. */
function setUp({
  connected = true,
  oldWorks = false,
  ...options
}: Partial<OAuthOptions> & { connected?: boolean; oldWorks?: boolean } = {}) {
  const clock = createClock();
  const drift = createTokenEndpoint(clock.world, { oldWorks });
  const store = createStore(connected ? drift.issued() : undefined);
  const errors: unknown[] = [];
  const app = () =>
    createOAuthIn(
      {
        clientId: 'client-id',
        clientSecret: 'client-secret/+',
        redirectUri: 'https://app.example.com/drift/callback',
        tokens: store.store,
        fetch: drift.fetch,
        onError: (error) => void errors.push(error),
        ...options,
      },
      clock.world,
    );
  return { oauth: app(), app, clock, drift, store, errors };
}

const SECRETS = ['client-secret', 'code-1', 'refresh-1', 'refresh-2', 'access-1', 'access-2'];

/** What a rejection shows to whoever prints it. */
async function rejection(
  promise: Promise<unknown>,
): Promise<{ code?: string; message: string; shown: string }> {
  const error = (await promise.then(
    () => expect.unreachable('it fulfilled'),
    (cause: unknown) => cause,
  )) as Error;
  return {
    ...error,
    message: error.message,
    shown: inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error),
  };
}

afterEach(() => vi.restoreAllMocks());

describe('authorizeUrl', () => {
  it('has the client, the redirect, the state and no scope', () => {
    expect(setUp().oauth.authorizeUrl({ state })).toBe(
      `https://dev.drift.com/authorize?response_type=code&client_id=client-id&redirect_uri=https%3A%2F%2Fapp.example.com%2Fdrift%2Fcallback&state=${state}`,
    );
  });

  it.each([undefined, '', 'short', 5])('throws a TypeError for the state %j', (bad) =>
    expect(() => setUp().oauth.authorizeUrl({ state: bad as string })).toThrow(TypeError),
  );
});

describe('exchange', () => {
  const callback = `https://app.example.com/drift/callback?code=code-1&state=${state}`;

  it('sends the code once, as a form, and saves the tokens before it says so', async () => {
    const { oauth, drift, store, clock } = setUp({ connected: false });
    const expiresAt = clock.world.date() + 7_200_000;
    expect(await oauth.exchange(callback, { state })).toEqual({ orgId: '42', expiresAt });
    expect(drift.requests).toEqual([
      {
        client_id: 'client-id',
        client_secret: 'client-secret/+',
        grant_type: 'authorization_code',
        code: 'code-1',
        redirect_uri: 'https://app.example.com/drift/callback',
      },
    ]);
    expect(store.saves).toEqual([
      { accessToken: 'access-1', refreshToken: 'refresh-1', expiresAt, orgId: '42' },
    ]);
    expect(await oauth.accessToken()).toBe('access-1');
  });

  it.each([
    ['a URL', new URL(callback)],
    ['a path', `/drift/callback?code=code-1&state=${state}`],
    ['a query', new URLSearchParams({ code: 'code-1', state })],
    ['the query of Express', { code: 'code-1', state }],
    ["Drift's own misspelling", `https://app.example.com/drift/callback?code=code-1?state=${state}`],
    ["Drift's own misspelling, parsed", { code: `code-1?state=${state}` }],
  ])('reads %s', async (_, form) => {
    const { oauth } = setUp({ connected: false });
    await expect(oauth.exchange(form, { state })).resolves.toMatchObject({ orgId: '42' });
  });

  it.each([
    ['another state', { code: 'code-1', state: `${state}x` }, state],
    ['no state', { code: 'code-1' }, state],
    [
      'two states',
      new URLSearchParams([
        ['code', 'code-1'],
        ['state', state],
        ['state', state],
      ]),
      state,
    ],
    ['a list of states', { code: 'code-1', state: [state] }, state],
    ['no cookie', { code: 'code-1', state }, undefined],
    ['an empty cookie and an empty state', { code: 'code-1', state: '' }, ''],
    ['a refusal of another browser', { error: 'access_denied' }, state],
    ['what is no URL', 'http://', state],
  ])('sends nothing for a callback with %s', async (_, form, expected) => {
    const { oauth, drift, store } = setUp({ connected: false });
    const { code, message } = await rejection(oauth.exchange(form as never, { state: expected }));
    expect(code).toBe('invalid');
    expect(message).toContain('authorizeUrl');
    expect([drift.requests, store.saves]).toEqual([[], []]);
  });

  it('says that the admin declined, in one line', async () => {
    const { oauth } = setUp({ connected: false });
    const declined = rejection(oauth.exchange({ state, error: 'access_denied\n[fatal]' }, { state }));
    expect(await declined).toMatchObject({
      code: 'forbidden',
      message: 'The app was not connected: Drift says access_denied [fatal].',
    });
  });

  it('says of an old code what may be wrong', async () => {
    const { oauth } = setUp({ connected: false });
    await oauth.exchange(callback, { state });
    const { code, message, shown } = await rejection(oauth.exchange(callback, { state }));
    expect([code, message]).toEqual(['invalid', expect.stringContaining('Begin again at authorizeUrl')]);
    for (const secret of SECRETS) expect(shown).not.toContain(secret);
  });

  it.each(['lost', 'half', 502] as const)('is not tried again where the answer is %s', async (fate) => {
    const { oauth, drift } = setUp({ connected: false });
    drift.fates.push(fate);
    const { code, shown } = await rejection(oauth.exchange(callback, { state }));
    expect(code).toBe('outcome_unknown');
    expect(drift.requests).toHaveLength(1);
    for (const secret of SECRETS) expect(shown).not.toContain(secret);
  });

  it.each([
    [
      'snake_case',
      { access_token: 'a', refresh_token: 'r', expires_in: 60, org_id: 7 },
      { refreshToken: 'r', orgId: '7', expiresAt: 60_000 },
    ],
    [
      'camelCase',
      { accessToken: 'a', refreshToken: 'r', expiresIn: '60', orgId: 7 },
      { refreshToken: 'r', orgId: '7', expiresAt: 60_000 },
    ],
    ['no lifetime', { access_token: 'a', refresh_token: 'r' }, { refreshToken: 'r', expiresAt: 7_200_000 }],
    [
      'a lifetime of 0',
      { access_token: 'a', refresh_token: 'r', expires_in: 0 },
      { refreshToken: 'r', expiresAt: 7_200_000 },
    ],
    ['a permanent token', { access_token: 'a', orgId: 7 }, { orgId: '7' }],
  ])('reads an answer in %s', async (_, answer, saved) => {
    const { oauth, store, clock } = setUp({
      connected: false,
      fetch: () => Promise.resolve(Response.json(answer)),
    });
    await oauth.exchange(callback, { state });
    const expiresAt = 'expiresAt' in saved ? { expiresAt: saved.expiresAt + clock.world.date() } : {};
    expect(store.saves).toEqual([{ accessToken: 'a', ...saved, ...expiresAt }]);
  });

  it('keeps every digit of the org id', async () => {
    const text = '{"access_token":"a","refresh_token":"r","orgId":9007199254740993}';
    const { oauth } = setUp({ connected: false, fetch: () => Promise.resolve(new Response(text)) });
    await expect(oauth.exchange(callback, { state })).resolves.toMatchObject({ orgId: '9007199254740993' });
  });

  it('sends the secret nowhere else', async () => {
    const sent: string[] = [];
    const fetch = ((url: string, init: RequestInit) => {
      sent.push(url);
      expect(init.redirect).toBe('manual');
      return Promise.resolve(
        new Response(null, { status: 307, headers: { location: 'https://evil.example' } }),
      );
    }) as typeof globalThis.fetch;
    const { oauth } = setUp({ connected: false, fetch });
    expect(await rejection(oauth.exchange(callback, { state }))).toMatchObject({ code: 'unsafe_link' });
    expect(sent).toEqual(['https://driftapi.com/oauth2/token']);
  });
});

describe('accessToken', () => {
  it('asks Drift for nothing while the token holds, and refreshes it ahead of its end', async () => {
    const { oauth, clock, drift } = setUp();
    clock.advance(114 * MINUTE);
    expect(await oauth.accessToken()).toBe('access-1');
    expect(drift.requests).toEqual([]);
    clock.advance(MINUTE);
    expect(await oauth.accessToken()).toBe('access-2');
    expect(drift.requests).toMatchObject([{ grant_type: 'refresh_token', refresh_token: 'refresh-1' }]);
  });

  it('refreshes once for all who ask at once, and once per org', async () => {
    const { oauth, clock, drift } = setUp();
    clock.advance(121 * MINUTE);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => oauth.accessToken()));
    expect(new Set(tokens)).toEqual(new Set(['access-2']));
    expect(drift.requests).toHaveLength(1);
  });

  it('is given only after it was saved', async () => {
    const { oauth, clock, store } = setUp();
    let finish = (): void => undefined;
    const save = store.store.save;
    store.store.save = async (tokens, orgId) => {
      await new Promise<void>((done) => (finish = done));
      return save(tokens, orgId);
    };
    clock.advance(121 * MINUTE);
    const given = vi.fn();
    const asked = oauth.accessToken().then(given);
    await vi.waitFor(() => expect(finish).not.toBe(undefined));
    await new Promise((done) => setImmediate(done));
    expect(given).not.toHaveBeenCalled();
    finish();
    await asked;
    expect([given.mock.calls, store.saves.length]).toEqual([[['access-2']], 1]);
  });

  it('is saved at the next call where save failed: the old refresh token is dead', async () => {
    const { oauth, clock, store, drift } = setUp();
    vi.spyOn(store.store, 'save').mockImplementationOnce(() => Promise.reject(new Error('disk full')));
    clock.advance(121 * MINUTE);
    await expect(oauth.accessToken()).rejects.toThrow('disk full');
    expect(store.saves).toEqual([]);
    expect(await oauth.accessToken()).toBe('access-2');
    expect([drift.requests.length, store.saves.length]).toEqual([1, 1]);
  });

  it('gives the token of the new connection where save failed and an admin connected again', async () => {
    const { oauth, clock, store, drift } = setUp();
    vi.spyOn(store.store, 'save').mockImplementationOnce(() => Promise.reject(new Error('disk full')));
    clock.advance(121 * MINUTE);
    await expect(oauth.accessToken()).rejects.toThrow('disk full');
    await oauth.exchange({ code: 'code-1', state }, { state });
    expect(await oauth.accessToken()).toBe('access-3');
    expect(await oauth.accessToken()).toBe('access-3');
    expect([drift.requests.length, store.saves.length]).toEqual([2, 1]);
  });

  it.each(['lost', 'half', 502] as const)(
    'tries the old refresh token once more where the answer is %s',
    async (fate) => {
      const { oauth, clock, drift } = setUp({ oldWorks: true });
      clock.advance(121 * MINUTE);
      drift.fates.push(fate);
      expect(await oauth.accessToken()).toMatch(/^access-[23]$/);
      expect(drift.requests.map((form) => form.refresh_token)).toEqual(['refresh-1', 'refresh-1']);
    },
  );

  it('asks to connect again where the answer is lost and the old refresh token is dead', async () => {
    const { oauth, clock, drift } = setUp();
    clock.advance(121 * MINUTE);
    drift.fates.push('lost');
    const asked = rejection(oauth.accessToken());
    await vi.waitFor(() => expect(drift.requests).toHaveLength(2));
    await new Promise((done) => setImmediate(done));
    clock.advance(1000);
    const { code, message, shown } = await asked;
    expect([code, message]).toEqual(['unauthorized', expect.stringContaining('connect the app again')]);
    for (const secret of SECRETS) expect(shown).not.toContain(secret);
    await rejection(oauth.accessToken());
    expect(drift.requests).toHaveLength(2);
    clock.advance(MINUTE);
    void oauth.accessToken().catch(() => undefined);
    await vi.waitFor(() => expect(drift.requests).toHaveLength(3));
  });

  it('takes the tokens of another process that was faster', async () => {
    const { oauth, app, clock, drift } = setUp();
    const other = app();
    clock.advance(121 * MINUTE);
    const both = Promise.all([oauth.accessToken(), other.accessToken()]);
    await vi.waitFor(() => expect(drift.requests).toHaveLength(2));
    await new Promise((done) => setImmediate(done));
    clock.advance(1000);
    expect(await both).toEqual(['access-2', 'access-2']);
  });

  it('lets only one process refresh under the lock', async () => {
    let queue: Promise<unknown> = Promise.resolve();
    const names: string[] = [];
    const lock: OAuthOptions['lock'] = (name, work) => {
      names.push(name);
      const done = queue.then(work);
      queue = done.catch(() => undefined);
      return done;
    };
    const { app, clock, drift } = setUp({ lock });
    clock.advance(121 * MINUTE);
    const tokens = await Promise.all(
      [app(), app(), app()].map((process) => process.accessToken({ orgId: 42 })),
    );
    expect(tokens).toEqual(['access-2', 'access-2', 'access-2']);
    expect(drift.requests).toHaveLength(1);
    expect(new Set(names)).toEqual(new Set(['drift-oauth:client-id:42']));
  });

  it.each(['unsent', 502, 429] as const)(
    'gives the old token until it ends, where the refresh is %s, and is tried again later',
    async (fate) => {
      const { oauth, clock, drift, errors } = setUp();
      clock.advance(116 * MINUTE);
      drift.fates.push(...(fate === 429 ? [fate] : [fate, fate]));
      expect(await oauth.accessToken()).toBe('access-1');
      const asked = drift.requests.length;
      expect(await oauth.accessToken()).toBe('access-1');
      expect(drift.requests).toHaveLength(asked);
      expect(errors).toHaveLength(1);
      clock.advance(30_000);
      expect(await oauth.accessToken()).toBe('access-2');
    },
  );

  it('rejects after the end where the refresh fails, and says how long to wait', async () => {
    const { oauth, clock, drift } = setUp();
    clock.advance(121 * MINUTE);
    drift.fates.push(429);
    expect(await rejection(oauth.accessToken())).toMatchObject({ code: 'rate_limited', retryAfter: 7 });
    expect(await oauth.accessToken()).toBe('access-2');
  });

  it('is refreshed where Drift rejected it, unless that was done', async () => {
    const { oauth, drift } = setUp();
    expect(await oauth.accessToken({ rejected: 'access-1' })).toBe('access-2');
    expect(await oauth.accessToken({ rejected: 'access-1' })).toBe('access-2');
    expect(drift.requests).toHaveLength(1);
  });

  it('does not end where it is permanent, and says so where it was rejected', async () => {
    const { oauth, store, clock, drift } = setUp();
    await store.store.save({ accessToken: 'permanent' }, undefined);
    clock.advance(1e12);
    expect(await oauth.accessToken()).toBe('permanent');
    expect(await rejection(oauth.accessToken({ rejected: 'permanent' }))).toMatchObject({
      code: 'unauthorized',
    });
    expect(drift.requests).toEqual([]);
  });

  it('is refreshed once in 30 seconds where tokens live shorter than refreshAhead', async () => {
    const { oauth, clock, drift } = setUp({ refreshAhead: 200 * MINUTE });
    expect(await oauth.accessToken()).toBe('access-2');
    for (let i = 0; i < 5; i += 1) expect(await oauth.accessToken()).toBe('access-2');
    expect(drift.requests).toHaveLength(1);
    clock.advance(30_000);
    expect(await oauth.accessToken()).toBe('access-3');
  });

  it('may come from a row of a SQL table, with null, numbers as text, and the org as a number', async () => {
    const { oauth, clock, drift, store } = setUp();
    const expiresAt = String(clock.world.date() + 120 * MINUTE);
    const row = { accessToken: 'access-1', refreshToken: 'refresh-1', expiresAt, orgId: 42 };
    await store.store.save(row as never, '42');
    expect(await oauth.accessToken({ orgId: 42 })).toBe('access-1');
    clock.advance(121 * MINUTE);
    expect(await oauth.accessToken({ orgId: 42 })).toBe('access-2');
    const permanent = { accessToken: 'permanent', refreshToken: null, expiresAt: null, orgId: null };
    await store.store.save(permanent as never, '42');
    expect(await oauth.accessToken({ orgId: 42 })).toBe('permanent');
    expect(drift.requests).toHaveLength(1);
    expect(await rejection(oauth.accessToken({ orgId: 42, rejected: 'permanent' }))).toMatchObject({
      message: expect.stringContaining('no refresh token') as unknown,
    });
  });

  it('says that nobody has connected the app', async () => {
    const { oauth } = setUp({ connected: false });
    expect(await rejection(oauth.accessToken({ orgId: 42 }))).toMatchObject({
      code: 'unauthorized',
      message: expect.stringMatching(/org 42\. There are no tokens/) as unknown,
    });
  });

  it('never gives the token of another org', async () => {
    const { oauth, store, clock } = setUp({
      fetch: () => Promise.resolve(Response.json({ access_token: 'theirs', refresh_token: 'r', orgId: 43 })),
    });
    await expect(oauth.accessToken({ orgId: 43 })).rejects.toThrow(TypeError);
    clock.advance(121 * MINUTE);
    expect(await rejection(oauth.accessToken())).toMatchObject({ code: 'bad_answer' });
    expect(store.saves).toEqual([]);
  });

  it('ends a token request at the timeout', async () => {
    const fetch: typeof globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    const { oauth, clock } = setUp({ fetch, timeout: 5000 });
    clock.advance(121 * MINUTE);
    const asked = rejection(oauth.accessToken());
    for (let i = 0; i < 2; i += 1) {
      await new Promise((done) => setImmediate(done));
      clock.advance(5000);
    }
    expect(await asked).toMatchObject({ code: 'timeout' });
  });

  it('gives the old token also where onError throws', async () => {
    const { oauth, clock, drift } = setUp({
      onError: () => {
        throw new Error('mine');
      },
    });
    clock.advance(116 * MINUTE);
    drift.fates.push(429);
    expect(await oauth.accessToken()).toBe('access-1');
  });
});

describe('secrets', () => {
  it('no error shows a secret, even when Drift or fetch repeats it', async () => {
    const echo = 'client-secret/+ client-secret%2F%2B refresh-1';
    const answers: (() => Promise<Response>)[] = [
      () => Promise.reject(new Error(echo, { cause: { body: echo } })),
      () => Promise.resolve(new Response(echo)),
      () => Promise.resolve(Response.json({ error: { type: echo, message: echo } }, { status: 400 })),
      () => Promise.resolve(Response.json({ error: echo, error_description: echo }, { status: 403 })),
      () => Promise.resolve(Response.json({ refresh_token: echo })),
    ];
    for (const fetch of answers) {
      const { oauth, clock } = setUp({ fetch });
      clock.advance(121 * MINUTE);
      const asked = rejection(oauth.accessToken());
      for (let i = 0; i < 3; i += 1) {
        await new Promise((done) => setImmediate(done));
        clock.advance(1000);
      }
      const { shown } = await asked;
      for (const secret of ['client-secret', 'refresh-1']) expect(shown).not.toContain(secret);
    }
  });

  it('no secret is in the object', () => {
    const shown = inspect(setUp().oauth, { depth: null, showHidden: true });
    for (const secret of SECRETS) expect(shown).not.toContain(secret);
  });
});

describe('wrong options', () => {
  it.each([
    [{ clientId: '' }, 'clientId'],
    [{ clientSecret: undefined }, 'clientSecret'],
    [{ redirectUri: '/callback' }, 'redirectUri'],
    [{ tokens: {} }, 'tokens'],
    [{ lock: {} }, 'lock'],
    [{ refreshAhead: -1 }, 'refreshAhead'],
    [{ timeout: 0 }, 'timeout'],
    [{ timeout: '5s' }, 'timeout'],
    [{ baseUrl: 'http://driftapi.com' }, 'baseUrl'],
    [{ consentUrl: 'x' }, 'consentUrl'],
    [{ clientSecrets: 'a' }, 'clientSecrets'],
  ])('%o throw a TypeError at once', (options, name) => {
    expect(() => setUp(options as never)).toThrow(TypeError);
    expect(() => setUp(options as never)).toThrow(name);
  });

  it('reject where orgId is not an id', async () => {
    await expect(setUp().oauth.accessToken({ orgId: 2 ** 53 })).rejects.toThrow(TypeError);
    await expect(setUp().oauth.accessToken({ orgId: 'x' })).rejects.toThrow(TypeError);
  });
});
