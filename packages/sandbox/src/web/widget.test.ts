import { beforeEach, expect, test } from 'vitest';
import { signFor } from '../visitor/sign-for-test';
import type { Subject } from './web-app-for-test';
import { createSubject } from './web-app-for-test';

let subject: Subject;
beforeEach(() => void (subject = createSubject()));

interface Booted {
  tokenResult: { accessToken: string; contactId: number } | null;
}

async function bootstrap(body: object = {}): Promise<Booted> {
  const whole = { aid: 'aid-1', identity: null, cookie: null, url: 'http://localhost/', ...body };
  return (await (await subject.post('/widget/bootstrap', whole)).json()) as Booted;
}

async function authorization(): Promise<Record<string, string>> {
  const { tokenResult } = await bootstrap();
  return { Authorization: `Bearer ${tokenResult?.accessToken ?? ''}` };
}

test('POST /widget/prebootstrap tells the mode and the cookie domains', async () => {
  subject.world.settings.set({ cookieDomains: ['.acme.com'] });
  const response = await subject.post('/widget/prebootstrap', { embedId: 'sandbox0drft', pageUrl: '' });
  expect(await response.json()).toMatchObject({
    embedId: 'sandbox0drft',
    signedIdentityStatus: 'REQUIRED',
    cookieDomains: ['.acme.com'],
    demandBaseToken: null,
  });
});

test('POST /widget/bootstrap gives a session, or a null token', async () => {
  expect((await bootstrap()).tokenResult).toMatchObject({ accessToken: expect.any(String) as string });
  expect((await bootstrap({ identity: { userId: 'user_1' } })).tokenResult).toBeNull();
});

test('a visit begins with any text in the cookie of the anonymous id', async () => {
  for (const aid of ['x', 'not a UUID; <b>', 'x'.repeat(4000)]) {
    expect((await bootstrap({ aid })).tokenResult, aid).not.toBeNull();
  }
});

test('POST /widget/identify in a session turns the session over to the contact, and answers its history', async () => {
  const headers = await authorization();
  const userJwt = await signFor(subject.world, 'user_1');
  const body = { aid: 'aid-1', userId: 'user_1', attributes: {}, userJwt, when: 'session' };
  const response = await subject.post('/widget/identify', body, headers);
  expect(await response.json()).toEqual({ outcome: 'associated', conversations: [] });
  await subject.post('/widget/track', { event: 'After', attributes: {} }, headers);
  expect(subject.world.ledger.entries({ type: 'track' })).toMatchObject([{ externalId: 'user_1' }]);
});

test('POST /widget/calls keeps each call and why it was dropped, but no token', async () => {
  const token = await signFor(subject.world, 'user_1');
  const call = { aid: 'aid-1', method: 'identify', args: ['user_1', {}, { userJwt: token }], why: null };
  await subject.post('/widget/calls', call);
  await subject.post('/widget/calls', {
    ...call,
    method: 'nope',
    args: [],
    why: 'nope(...) does not exist.',
  });
  const [accepted, dropped] = subject.world.ledger.entries({ type: 'call' });
  expect(accepted).toMatchObject({ accepted: true, why: null, contactId: null });
  expect(JSON.stringify(accepted)).not.toContain(token);
  expect(dropped).toMatchObject({ method: 'nope', accepted: false, why: 'nope(...) does not exist.' });
});

test('a session that was reset is good for nothing more', async () => {
  const headers = await authorization();
  expect((await subject.post('/widget/reset', {}, headers)).status).toBe(204);
  expect((await subject.post('/widget/track', { event: 'Late', attributes: {} }, headers)).status).toBe(401);
  expect(subject.world.ledger.entries({ type: 'track' })).toEqual([]);
});

test.each([
  ['ready', {}],
  ['track', { event: 'x', attributes: {} }],
  ['attributes', {}],
  ['page', { cause: 'call', url: '', title: '', referrer: '', pageName: null }],
  ['messages', { conversationId: null, text: 'Hi' }],
  ['interactions', { interactionId: 1 }],
  ['reset', {}],
  ['unload', {}],
])('POST /widget/%s needs a session', async (path, body) => {
  const response = await subject.post(`/widget/${path}`, body);
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: { code: 'bad_token' } });
});

test.each([
  ['prebootstrap', { embedId: 1 }],
  ['identify', { aid: '', userId: 'user_1' }],
  ['bootstrap', { aid: 'aid-1', identity: 'user_1' }],
  ['calls', { aid: 'aid-1', method: 'x', args: 'none' }],
  ['track', { event: 'x', attributes: { nested: {} } }],
  ['attributes', { at: null }],
  ['messages', { conversationId: null, text: '' }],
])('POST /widget/%s with garbage is a bad request', async (path, body) => {
  const response = await subject.post(`/widget/${path}`, body, await authorization());
  expect(response.status).toBe(400);
});

test('a token that is given in place of an id, or written in the chat, is nowhere whole', async () => {
  subject = createSubject({ signedIdentities: 'disabled' });
  const headers = await authorization();
  const [one, two] = [await signFor(subject.world, 'user_1'), await signFor(subject.world, 'user_2')];
  for (const userId of [one, two]) {
    await bootstrap({ aid: `aid of ${userId.slice(-4)}`, identity: { userId }, cookie: { userId } });
  }
  const named = { aid: 'aid-1', userId: one, attributes: {}, when: 'session' };
  await subject.post('/widget/identify', named, headers);
  await subject.post('/widget/messages', { conversationId: null, text: `My token: ${one}` }, headers);
  for (const path of ['/sandbox/state', '/sandbox/ledger']) {
    const shown = await (await subject.app.request(path)).text();
    for (const token of [one, two]) expect(shown).not.toContain(token.split('.')[2]);
  }
  const ids = subject.world.contacts.list().flatMap(({ externalId }) => externalId ?? []);
  expect(ids).toHaveLength(2);
});
