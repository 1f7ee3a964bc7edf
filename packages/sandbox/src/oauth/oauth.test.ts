import { beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../web/web-app';
import type { App, Assumptions, OAuthEntry } from '../protocol';
import type { RestSubject } from '../rest/rest-for-test';
import { createRestSubject } from '../rest/rest-for-test';
import { authorizeApp, disconnectApp } from './connect-app';

const BACK = 'https://crm.example/back';
let subject: RestSubject;
let app: App;
beforeEach(() => begin());

function begin(assumptions: Partial<Assumptions> = {}): void {
  subject = createRestSubject({ assumptions }, () => 1_700_000_000_000);
  const { apps } = subject.world;
  app = apps.create({ name: 'CRM <b>', redirectUri: BACK, scopes: ['contact_read', 'user_read'] });
}

const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: '' };
const client = (): { client_id: string; client_secret: string } => ({
  client_id: app.clientId,
  client_secret: app.clientSecret,
});

interface Tokens {
  access_token: string;
  refresh_token: string;
}
type TokenAnswer = Tokens & Record<string, unknown>;
async function ask(fields: Record<string, string>): Promise<{ status: number; body: TokenAnswer }> {
  const { status, body } = await subject.post('/oauth2/token', form({ ...client(), ...fields }), FORM);
  return { status, body: body as unknown as TokenAnswer };
}
const code = (): string => authorizeApp(subject.world, app.id).code;
const exchange = async (): Promise<Tokens> =>
  (await ask({ grant_type: 'authorization_code', code: code() })).body;
const usedCode = async (): Promise<{ code: string }> => {
  const used = code();
  await ask({ grant_type: 'authorization_code', code: used });
  return { code: used };
};
const refresh = (refresh_token: string): ReturnType<typeof ask> =>
  ask({ grant_type: 'refresh_token', refresh_token });
const usersWith = async (token: string): Promise<number> =>
  (await subject.get('/users/list', { Authorization: `Bearer ${token}` })).status;
const steps = (): OAuthEntry[] => subject.world.ledger.entries({ type: 'oauth' });

describe('the token endpoint', () => {
  test('a code for tokens, in the documented dialect', async () => {
    const { status, body } = await ask({
      grant_type: 'authorization_code',
      code: code(),
      redirect_uri: BACK,
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      token_type: 'bearer',
      access_token: expect.stringMatching(/^[\w-]{32}$/) as string,
      expires_in: 7200,
      refresh_token: expect.stringMatching(/^[\w-]{32}$/) as string,
      orgId: 4100,
    });
    expect(steps()).toMatchObject([{ step: 'exchange', appId: app.id, dialect: 'form', outcome: 'granted' }]);
  });

  test('tokenAnswer bare: without the type and the life of the token', async () => {
    begin({ tokenAnswer: 'bare' });
    const { body } = await ask({ grant_type: 'authorization_code', code: code() });
    expect(Object.keys(body).sort()).toEqual(['access_token', 'orgId', 'refresh_token']);
  });

  test('in the dialect of older samples: JSON in camelCase, and so the answer', async () => {
    const { clientId, clientSecret } = app;
    const asked = { clientId, clientSecret, code: code(), grantType: 'authorization_code' };
    const { status, body } = await subject.post('/oauth2/token', asked, { Authorization: '' });
    expect([status, Object.keys(body).sort()]).toEqual([200, ['accessToken', 'orgId', 'refreshToken']]);
    expect(steps()).toMatchObject([{ dialect: 'json' }]);
  });

  test.each([
    ['a code used before', 400, 'invalid_grant', usedCode],
    ['a code there never was', 400, 'invalid_grant', async () => ({ code: 'never' })],
    ['no code', 400, 'invalid_request', async () => ({})],
    [
      'another grant type',
      400,
      'unsupported_grant_type',
      async () => ({ grant_type: 'password', code: 'x' }),
    ],
    ['a wrong secret', 401, 'invalid_client', async () => ({ code: code(), client_secret: 'wrong' })],
    ['a client there is not', 401, 'invalid_client', async () => ({ code: code(), client_id: 'nobody' })],
  ])('%s is refused, and the ledger says so', async (_, status, error, fields) => {
    const answer = await ask({ grant_type: 'authorization_code', ...(await fields()) });
    expect(answer).toMatchObject({
      status,
      body: { error, error_description: expect.any(String) as string },
    });
    expect(steps().at(-1)).toMatchObject({ outcome: 'refused', why: answer.body['error_description'] });
  });

  test.each([
    ['no body', '', 400],
    ['no JSON', '{', 400],
    ['a list', '[]', 400],
    ['another type', 'x', 400],
  ])('%s is a bad request, never a 500', async (name, body, status) => {
    const type = name === 'another type' ? 'text/plain' : 'application/json';
    const answer = await subject.post('/oauth2/token', body, { Authorization: '', 'Content-Type': type });
    expect([answer.status, (answer.body as unknown as TokenAnswer)['error']]).toEqual([
      status,
      'invalid_request',
    ]);
  });
});

describe('the tokens', () => {
  test('open the REST half for the scopes of the consent, for two hours', async () => {
    const { access_token } = await exchange();
    expect(await usersWith(access_token)).toBe(200);
    const bearer = { Authorization: `bearer ${access_token}` };
    expect((await subject.get('/conversations/list', bearer)).status).toBe(403);
    subject.world.clock.advance(7_200_000);
    expect(await usersWith(access_token)).toBe(401);
  });

  test('are told of by token_info, with the rest of their two hours', async () => {
    const { access_token } = await exchange();
    subject.world.clock.advance(60_000);
    const bearer = { Authorization: `Bearer ${access_token}` };
    const { body } = await subject.post('/app/token_info', { access_token }, bearer);
    expect(body).toMatchObject({ access_token, expires_in: 7140, scope: 'contact_read user_read' });
  });

  test('a grant keeps its scopes when the app changes its own', async () => {
    const { access_token, refresh_token } = await exchange();
    subject.world.apps.update(app.id, { scopes: [] });
    expect(await usersWith(access_token)).toBe(200);
    expect(await usersWith((await refresh(refresh_token)).body.access_token)).toBe(200);
  });

  test('rotate: each refresh gives both anew, and the old ones are worth nothing', async () => {
    const first = await exchange();
    const second = (await refresh(first.refresh_token)).body;
    expect(await usersWith(first.access_token)).toBe(401);
    expect(await usersWith(second.access_token)).toBe(200);
    expect((await refresh(first.refresh_token)).body).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  test('two refreshes at once: one gets tokens that work, the other none', async () => {
    const { refresh_token } = await exchange();
    const answers = await Promise.all([refresh(refresh_token), refresh(refresh_token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    const winner = answers.find(({ status }) => status === 200);
    expect(await usersWith(winner?.body.access_token ?? '')).toBe(200);
  });

  test('of an app that is let go are worth nothing, and cannot be refreshed', async () => {
    const { access_token, refresh_token } = await exchange();
    disconnectApp(subject.world, app.id);
    expect(await usersWith(access_token)).toBe(401);
    expect((await refresh(refresh_token)).body).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('faults', () => {
  test('refresh_lost: the tokens are changed, nobody hears of it, and the old ones are gone', async () => {
    const { access_token, refresh_token } = await exchange();
    subject.world.faults.set({ oauth: 'refresh_lost' });
    expect((await refresh(refresh_token)).status).toBe(502);
    subject.world.faults.clear();
    expect(steps().at(-1)).toMatchObject({ step: 'refresh', outcome: 'lost' });
    expect(await usersWith(access_token)).toBe(401);
    expect((await refresh(refresh_token)).status).toBe(400);
  });

  test('refresh_slow: the answer comes two seconds late', async () => {
    const { refresh_token } = await exchange();
    subject.world.faults.set({ oauth: 'refresh_slow' });
    let isThere = false;
    const answer = refresh(refresh_token).then(({ status }) => ((isThere = true), status));
    while (steps().length < 2) await new Promise((resolve) => setImmediate(resolve));
    subject.world.clock.advance(1999);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isThere).toBe(false);
    subject.world.clock.advance(1);
    expect(await answer).toBe(200);
  });

  test('unavailable: 503 for all', async () => {
    subject.world.faults.set({ oauth: 'unavailable' });
    expect((await ask({ grant_type: 'authorization_code', code: 'x' })).status).toBe(503);
  });
});

describe('the consent page', () => {
  const web = (): ReturnType<typeof createApp> =>
    createApp(subject.world, { assets: { read: () => Promise.resolve('') } });
  const query = (changes: Record<string, string> = {}): string =>
    form({ response_type: 'code', client_id: app.clientId, redirect_uri: BACK, state: 's"><i>', ...changes });
  const decide = (decision: string, headers: Record<string, string> = {}): Response | Promise<Response> =>
    web().request('/authorize', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: `${query()}&decision=${decision}`,
    });

  test('says who asks for what, and lets nothing of it become markup', async () => {
    const response = await web().request(`/authorize?${query()}`);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('CRM &lt;b&gt;');
    expect(page).toContain('value="s&quot;&gt;&lt;i&gt;"');
    expect(page).toContain('<code>contact_read</code>');
    expect(page).not.toContain(app.clientSecret);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' https://crm.example");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  test('yes: the browser goes back with a code that works, and the state', async () => {
    const response = await decide('allow');
    expect(response.status).toBe(303);
    const address = new URL(response.headers.get('Location') ?? '');
    expect(address.origin + address.pathname).toBe(BACK);
    expect(address.searchParams.get('state')).toBe('s"><i>');
    const { status } = await ask({
      grant_type: 'authorization_code',
      code: address.searchParams.get('code') ?? '',
    });
    expect(status).toBe(200);
    expect(steps()).toMatchObject([
      { step: 'consent', outcome: 'granted' },
      { step: 'exchange', outcome: 'granted' },
    ]);
  });

  test('authorizeReturn as_documented: with a second question mark', async () => {
    begin({ authorizeReturn: 'as_documented' });
    const location = (await decide('allow')).headers.get('Location') ?? '';
    expect(location).toMatch(/^https:\/\/crm\.example\/back\?code=[\w-]{32}\?state=s%22%3E%3Ci%3E$/);
  });

  test('no: the browser goes back with access_denied, and without a code', async () => {
    const address = new URL((await decide('deny')).headers.get('Location') ?? '');
    expect(Object.fromEntries(address.searchParams)).toEqual({ error: 'access_denied', state: 's"><i>' });
    expect(steps()).toMatchObject([{ outcome: 'denied' }]);
  });

  test.each<[string, Record<string, string>]>([
    ['a client there is not', { client_id: 'nobody' }],
    ['another redirect_uri', { redirect_uri: 'https://evil.example/' }],
    ['another response_type', { response_type: 'token' }],
  ])('%s: a sentence, and the browser is sent nowhere', async (_, changes) => {
    const response = await web().request(`/authorize?${query(changes)}`);
    expect([response.status, response.headers.get('Location')]).toEqual([400, null]);
    expect(await response.text()).toContain('Nothing to connect');
  });

  test('a page of another origin cannot submit the consent form', async () => {
    const response = await decide('allow', { 'Sec-Fetch-Site': 'cross-site' });
    expect(response.status).toBe(403);
    expect(steps()).toEqual([]);
  });
});
