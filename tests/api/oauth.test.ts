import { inspect } from 'node:util';
import { createClient, createOAuth } from '@driftkit/api';
import type { OAuth, OAuthOptions, TokenSet, WebhookHandler } from '@driftkit/api';
import { createSandbox } from '@driftkit/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeUnder, runRecipe, serve } from './recipe';

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;

const REDIRECT = 'https://app.example.com/drift/callback';
const STATE = '0123456789abcdef-state';
const HOURS = 3_600_000;

let sandbox: Sandbox;
let kept: Map<string, TokenSet>;

beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.reset();
  kept = new Map();
});

/** An app of the sandbox, and our end of it; its store is shared by all that are made in one test. */
function setUp(options: Partial<OAuthOptions> = {}) {
  const app =
    sandbox.apps.list().find(({ redirectUri }) => redirectUri === REDIRECT) ??
    sandbox.apps.create({ name: 'Public', scopes: ['user_read', 'contact_read'], redirectUri: REDIRECT });
  const errors: unknown[] = [];
  const oauth = createOAuth({
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    redirectUri: REDIRECT,
    tokens: { load: () => [...kept.values()][0], save: (tokens) => void kept.set('one', tokens) },
    baseUrl: sandbox.apiUrl,
    consentUrl: `${sandbox.url}/authorize`,
    onError: (error) => void errors.push(error),
    ...options,
  });
  return { app, oauth, errors };
}

/** As an admin says yes, and the browser comes back. */
async function connect(oauth: OAuth, appId: string): Promise<void> {
  const { code } = sandbox.oauth.authorize(appId);
  await oauth.exchange(`${REDIRECT}?code=${code}&state=${STATE}`, { state: STATE });
}

/** Time is the machine's own here: the tokens in the store end instead. */
function expire(by: number): void {
  for (const [key, tokens] of kept) kept.set(key, { ...tokens, expiresAt: Date.now() + by });
}

const client = (oauth: OAuth) => createClient({ accessToken: oauth.accessToken, baseUrl: sandbox.apiUrl });
const refreshes = () =>
  sandbox.ledger.entries({ type: 'oauth', step: 'refresh' }).map(({ outcome }) => outcome);
const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(String, (cause: unknown) => cause);

describe('an org', () => {
  it('is sent to a consent page that knows the app', async () => {
    const { oauth } = setUp();
    const page = await fetch(oauth.authorizeUrl({ state: STATE }), { redirect: 'manual' });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Public')]);
  });

  it.each(['full', 'bare'] as const)(
    'is connected, and calls go through, with an answer that is %s',
    async (tokenAnswer) => {
      sandbox.configure({ assumptions: { tokenAnswer } });
      const { oauth, app } = setUp();
      await connect(oauth, app.id);
      expect(kept.get('one')).toMatchObject({
        accessToken: expect.any(String) as string,
        refreshToken: expect.any(String) as string,
        orgId: expect.stringMatching(/^\d+$/) as string,
      });
      expect(Math.abs((kept.get('one')?.expiresAt ?? 0) - Date.now() - 2 * HOURS)).toBeLessThan(60_000);
      expect(await client(oauth).users.list().toArray({ limit: 5 })).not.toEqual([]);
    },
  );

  it('cannot be connected twice by one code, and the error holds no secret', async () => {
    const { oauth, app } = setUp();
    const { code } = sandbox.oauth.authorize(app.id);
    const callback = { code, state: STATE };
    await oauth.exchange(callback, { state: STATE });
    const error = await rejection(oauth.exchange(callback, { state: STATE }));
    expect(error).toMatchObject({ code: 'invalid' });
    for (const secret of [code, app.clientSecret])
      expect(inspect(error, { depth: null })).not.toContain(secret);
  });

  it('that comes back with the misspelled query of the documents is connected', async () => {
    const { oauth, app } = setUp();
    const { code } = sandbox.oauth.authorize(app.id);
    await oauth.exchange(`${REDIRECT}?code=${code}?state=${STATE}`, { state: STATE });
    expect(kept.size).toBe(1);
  });
});

describe('a token', () => {
  it('is refreshed once, whoever asks, and the one after it too', async () => {
    const { oauth, app } = setUp();
    await connect(oauth, app.id);
    for (let round = 0; round < 3; round += 1) {
      expire(-1);
      const tokens = await Promise.all(Array.from({ length: 10 }, () => oauth.accessToken()));
      expect(new Set(tokens).size).toBe(1);
      expect(await client(oauth).users.list().first()).toBeDefined();
    }
    expect(refreshes()).toEqual(['granted', 'granted', 'granted']);
  });

  it('that Drift has refused before its time is replaced in the middle of a call', async () => {
    const { oauth, app } = setUp();
    await connect(oauth, app.id);
    sandbox.clock.advance(3 * HOURS);
    expect(await client(oauth).users.list().first()).toBeDefined();
    expect(refreshes()).toEqual(['granted']);
  });

  it('is not lost with the answer of its refresh, where Drift takes the old refresh token again', async () => {
    sandbox.configure({ assumptions: { usedRefreshToken: 'accepted' } });
    const { oauth, app } = setUp({ timeout: 2000 });
    await connect(oauth, app.id);
    expire(-1);
    sandbox.faults.set({ oauth: 'refresh_lost' });
    const asked = oauth.accessToken();
    await sandbox.ledger.waitFor({ type: 'oauth', outcome: 'lost' });
    sandbox.faults.clear();
    await asked;
    expect(await client(oauth).users.list().first()).toBeDefined();
    expect(refreshes()).toEqual(['lost', 'granted']);
  });

  it.each(['refused', 'ends_grant'] as const)(
    'is gone with that answer where a used refresh token is %s: the admin must connect again, and then it works',
    async (usedRefreshToken) => {
      sandbox.configure({ assumptions: { usedRefreshToken } });
      const { oauth, app } = setUp({ timeout: 2000 });
      await connect(oauth, app.id);
      expire(-1);
      sandbox.faults.set({ oauth: 'refresh_lost' });
      const asked = rejection(oauth.accessToken());
      await sandbox.ledger.waitFor({ type: 'oauth', outcome: 'lost' });
      sandbox.faults.clear();
      const error = await asked;
      expect(error).toMatchObject({
        code: 'unauthorized',
        message: expect.stringContaining('connect the app again') as unknown,
      });
      const secrets = [
        app.clientSecret,
        kept.get('one')?.refreshToken ?? 'x',
        kept.get('one')?.accessToken ?? 'x',
      ];
      for (const secret of secrets) expect(inspect(error, { depth: null })).not.toContain(secret);
      await connect(oauth, app.id);
      expect(await client(oauth).users.list().first()).toBeDefined();
    },
  );

  it('is one for two processes that refresh at once, without a lock', async () => {
    const { oauth, app } = setUp();
    await connect(oauth, app.id);
    expire(-1);
    const tokens = await Promise.all([oauth.accessToken(), setUp().oauth.accessToken()]);
    expect(new Set(tokens).size).toBe(1);
    expect(await client(oauth).users.list().first()).toBeDefined();
  });

  it('holds while Drift cannot refresh it, and the failure is reported', async () => {
    const { oauth, app, errors } = setUp();
    await connect(oauth, app.id);
    expire(60_000);
    sandbox.faults.set({ oauth: 'unavailable' });
    expect(await client(oauth).users.list().first()).toBeDefined();
    expect(errors).toMatchObject([{ code: 'unavailable' }]);
  });
});

describe('the recipe of OAUTH.md', () => {
  interface Recipe {
    connect(): Response;
    callback(request: Request): Promise<Response>;
    driftOf(orgId: string): ReturnType<typeof createClient>;
    webhooks: WebhookHandler;
  }

  it('connects an org, drops its tokens when it disconnects, and connects it again', async () => {
    const app = sandbox.apps.create({ name: 'Public', scopes: ['user_read'], redirectUri: REDIRECT });
    Object.assign(process.env, {
      DRIFT_CLIENT_ID: app.clientId,
      DRIFT_CLIENT_SECRET: app.clientSecret,
      DRIFT_REDIRECT_URI: REDIRECT,
      DRIFT_API_URL: sandbox.apiUrl,
      DRIFT_CONSENT_URL: `${sandbox.url}/authorize`,
      DRIFT_VERIFICATION_TOKEN: app.verificationToken,
    });
    const code = codeUnder('OAUTH.md', '## Recipe: connect, disconnect, connect again');
    const recipe = await runRecipe<Recipe>(code, { './token-table.js': { kept } });
    const server = await serve(() => recipe.webhooks);
    sandbox.apps.update(app.id, {
      requestUrl: server.url,
      events: ['app_disconnected', 'user_availability_updated'],
    });

    const throughBrowser = async (): Promise<string> => {
      const sent = recipe.connect();
      const [cookie = ''] = sent.headers.getSetCookie()[0]?.split(';') ?? [];
      const state = new URL(sent.headers.get('location') ?? '').searchParams.get('state');
      const back = `${REDIRECT}?code=${sandbox.oauth.authorize(app.id).code}&state=${state}`;
      await expect(recipe.callback(new Request(back))).rejects.toMatchObject({ code: 'invalid' });
      const response = await recipe.callback(new Request(back, { headers: { cookie: `a=b; ${cookie}` } }));
      return /Org (\d+) is connected/.exec(await response.text())?.[1] ?? '';
    };
    const orgId = await throughBrowser();
    expect(await recipe.driftOf(orgId).users.list().first()).toBeDefined();

    sandbox.webhooks.emit('app_disconnected', {}, { appId: app.id });
    await sandbox.webhooks.settled();
    expect(kept.size, 'an event that is not true deletes nothing').toBe(1);

    sandbox.apps.disconnect(app.id);
    await sandbox.webhooks.settled();
    await expect.poll(() => kept.size).toBe(0);

    sandbox.apps.reconnect(app.id);
    expect(await throughBrowser()).toBe(orgId);
    expect(await recipe.driftOf(orgId).users.list().first()).toBeDefined();
    const outcomes = sandbox.ledger.entries({ type: 'webhook', appId: app.id }).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['delivered', 'delivered']);
    await server.close();
  });
});
