import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Sandbox } from '../create-sandbox';
import { createSandbox } from '../create-sandbox';
import { createReceiver } from '../webhooks/receiver-for-test';
import type { Receiver } from '../webhooks/receiver-for-test';

let receiver: Receiver;
let sandbox: Sandbox;
let stream: WebSocket;
let heard = '';
beforeAll(async () => {
  receiver = await createReceiver();
  sandbox = await createSandbox({ signedIdentities: 'disabled', webhooks: { requestUrl: receiver.url } });
  stream = new WebSocket(`${sandbox.url.replace('http', 'ws')}/sandbox/stream`);
  stream.on('message', (data: Buffer) => (heard += data.toString()));
  await new Promise((resolve) => stream.once('message', resolve));
});
afterAll(async () => {
  stream.terminate();
  await sandbox.close();
  await receiver.close();
});

const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> => {
  const response = await fetch(`${path.startsWith('/oauth2') ? sandbox.apiUrl : sandbox.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return response.status === 204 ? null : response.json();
};

test('the ledger, the state and the stream never show a secret of an app whole', async () => {
  const app = sandbox.apps.create({
    requestUrl: receiver.url,
    redirectUri: 'https://crm.example/',
    events: ['new_message'],
  });
  const secrets = new Set([sandbox.accessToken, sandbox.verificationToken]);
  const keep = (): void => {
    for (const { token, clientSecret, verificationToken } of sandbox.apps.list())
      for (const secret of [token?.value, clientSecret, verificationToken]) if (secret) secrets.add(secret);
    for (const { accessToken, refreshToken } of sandbox.oauth.grants())
      secrets.add(accessToken).add(refreshToken);
  };
  keep();
  sandbox.apps.rotateVerificationToken(app.id);
  sandbox.apps.reconnect(app.id);
  const { code } = sandbox.oauth.authorize(app.id);
  secrets.add(code);
  const client = { clientId: app.clientId, clientSecret: app.clientSecret };
  await post('/oauth2/token', { ...client, grantType: 'authorization_code', code });
  keep();
  const refreshToken = sandbox.oauth.grants()[0]?.refreshToken ?? '';
  await post('/oauth2/token', { ...client, grantType: 'refresh_token', refreshToken });
  keep();
  // Somebody pastes them all: into the chat, onto a page's address, into an attribute and into what a receiver answers.
  const pasted = [...secrets].join(' ');
  const { tokenResult } = (await post('/widget/bootstrap', {
    ...{ aid: 'aid-1', identity: null, cookie: null, url: `http://localhost/?code=${code}` },
  })) as { tokenResult: { accessToken: string } };
  const session = { Authorization: `Bearer ${tokenResult.accessToken}` };
  receiver.answer = (response) => void response.end(pasted);
  await post('/widget/messages', { conversationId: null, text: pasted }, session);
  await post('/widget/track', { event: 'Pasted', attributes: { pasted, [sandbox.accessToken]: 1 } }, session);
  await sandbox.webhooks.settled();
  await sandbox.ledger.waitFor({ type: 'track' });
  while (!heard.includes('Pasted')) await new Promise((resolve) => setImmediate(resolve));

  const state = await (await fetch(`${sandbox.url}/sandbox/state`)).text();
  const ledger = await (await fetch(`${sandbox.url}/sandbox/ledger`)).text();
  expect(secrets.size).toBeGreaterThan(10);
  for (const secret of secrets) {
    for (const [where, text] of Object.entries({ heard, state, ledger }))
      expect([where, text.includes(secret)]).toEqual([where, false]);
  }
  // What was sent carried them, and what was answered with them was kept.
  expect(receiver.received.some(({ token }) => token === sandbox.verificationToken)).toBe(true);
  expect(sandbox.ledger.entries({ type: 'webhook' }).some(({ answer }) => answer?.includes('…'))).toBe(true);
});

test('nothing shows how to log in at the address of a webhook, and it is still sent there', async () => {
  const { host } = new URL(receiver.url);
  const requestUrl = `http://hook-user:pw@${host}/?org=5&token=in-query`;
  const app = sandbox.apps.create({ requestUrl, events: ['new_message'] });
  const before = receiver.received.length;
  sandbox.webhooks.emit('new_message', {}, { appId: app.id });
  await sandbox.webhooks.settled();
  expect(receiver.received.length).toBe(before + 1);
  expect(sandbox.apps.get(app.id)?.requestUrl).toBe(requestUrl);

  const shown = `http://…@${host}/?org=5&token=…`;
  const again = new WebSocket(`${sandbox.url.replace('http', 'ws')}/sandbox/stream`);
  const [hello] = (await once(again, 'message')) as [Buffer];
  again.terminate();
  const state = await (await fetch(`${sandbox.url}/sandbox/state`)).text();
  const ledger = await (await fetch(`${sandbox.url}/sandbox/ledger?type=webhook`)).text();
  await vi.waitFor(() => expect(heard).toContain(shown));
  for (const [where, text] of Object.entries({ heard, hello: hello.toString(), state, ledger })) {
    expect([where, text.includes(shown)]).toEqual([where, true]);
    expect([where, /hook-user|:pw@|in-query/.test(text)]).toEqual([where, false]);
  }
});

test('after hundreds of refreshes an older token that still opens something is masked too', async () => {
  const { id, clientId, clientSecret } = sandbox.apps.create({ redirectUri: 'https://crm.example/' });
  const ask = async (fields: object): Promise<{ refreshToken: string }> =>
    (await post('/oauth2/token', { clientId, clientSecret, ...fields })) as { refreshToken: string };
  let { refreshToken } = await ask({
    grantType: 'authorization_code',
    code: sandbox.oauth.authorize(id).code,
  });
  for (let count = 0; count < 260; count++)
    ({ refreshToken } = await ask({ grantType: 'refresh_token', refreshToken }));
  await fetch(`${sandbox.apiUrl}/users/list?pasted=${sandbox.accessToken}`, {
    headers: { Authorization: `Bearer ${sandbox.accessToken}` },
  });
  expect(JSON.stringify(sandbox.ledger.entries({ type: 'request' }))).not.toContain(sandbox.accessToken);
});

test('they are handed out where they are asked for, and to no page of another origin', async () => {
  const [app] = sandbox.apps.list();
  const address = `${sandbox.url}/sandbox/apps/${app?.id}/secrets`;
  const response = await fetch(address);
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(await response.json()).toEqual({
    accessToken: sandbox.accessToken,
    clientSecret: app?.clientSecret,
    verificationToken: sandbox.verificationToken,
  });
  expect((await fetch(address, { headers: { Origin: 'https://evil.example' } })).status).toBe(403);
});

test('the fault refresh_lost cuts the line after the tokens were changed', async () => {
  const app = sandbox.apps.create({ redirectUri: 'https://crm.example/' });
  const ask = (fields: Record<string, string>): Promise<Response> =>
    fetch(`${sandbox.apiUrl}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...fields }),
    });
  await ask({ grant_type: 'authorization_code', code: sandbox.oauth.authorize(app.id).code });
  const refreshTokenOf = (): string =>
    sandbox.oauth.grants().find(({ appId }) => appId === app.id)?.refreshToken ?? '';
  const old = refreshTokenOf();
  sandbox.faults.set({ oauth: 'refresh_lost' });
  await expect(ask({ grant_type: 'refresh_token', refresh_token: old })).rejects.toThrow('fetch failed');
  sandbox.faults.clear();
  expect(refreshTokenOf()).not.toBe(old);
  expect((await ask({ grant_type: 'refresh_token', refresh_token: old })).status).toBe(400);
});
