import { describe, expect, test } from 'vitest';
import type { Scope } from '../protocol';
import { SCOPES } from '../rules/scopes';
import { createRestSubject } from './rest-for-test';

const subject = createRestSubject();
const { world, get } = subject;

describe('the bearer token', () => {
  test.each([
    ['none', ''],
    ['another', 'Bearer nothing'],
    ['basic', 'Basic YTpi'],
    ['half', 'Bearer'],
  ])('%s: 401, with the sentence of Drift’s gateway', async (_name, header) => {
    expect(await get('/users/list', { Authorization: header })).toMatchObject({
      status: 401,
      body: { error: { message: 'The access token is invalid or has expired' } },
    });
  });

  test('bearer may be written in lower case', async () => {
    expect((await get('/users/list', { Authorization: `bearer ${subject.token}` })).status).toBe(200);
  });
});

describe('scopes', () => {
  const withScopes = (...scopes: Scope[]): Record<string, string> => ({
    Authorization: `Bearer ${world.apps.create({ name: 'Narrow', scopes }).token?.value}`,
  });

  test.each<[Scope, string]>([
    ['contact_read', '/contacts?email=a@b.example'],
    ['conversation_read', '/conversations/list'],
    ['conversation_read', '/conversations/stats'],
    ['all_contact_read', '/contacts/attributes'],
    ['user_read', '/users/list'],
    ['user_read', '/users/meetings/org?min_start_time=0&max_start_time=1'],
    ['account_read', '/accounts'],
  ])('%s alone opens %s', async (scope, path) => {
    expect((await get(path, withScopes(scope))).status).toBe(200);
    const refused = await get(path, withScopes('gdpr_write'));
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining(scope) as unknown } },
    });
  });

  test.each<[Scope, string, string]>([
    ['contact_write', 'POST', '/contacts'],
    ['contact_write', 'POST', '/contacts/timeline'],
    ['contact_write', 'POST', '/emails/unsubscribe'],
    ['contact_write', 'PATCH', '/contacts/1'],
    ['contact_write', 'PATCH', '/contacts/normalize'],
    ['contact_write', 'DELETE', '/contacts/1'],
    ['conversation_write', 'POST', '/conversations/new'],
    ['conversation_write', 'POST', '/conversations/1/messages'],
    ['conversation_read', 'POST', '/reports/conversations'],
    ['conversation_read', 'GET', '/conversations/1/transcript'],
    ['conversation_read', 'GET', '/conversations/1/json_transcript'],
    ['conversation_read', 'GET', '/attachments/1/data'],
    ['user_write', 'PATCH', '/users/update'],
    ['account_write', 'POST', '/accounts/create'],
    ['account_write', 'PATCH', '/accounts/update'],
    ['account_write', 'DELETE', '/accounts/1'],
    ['gdpr_read', 'POST', '/gdpr/retrieve'],
    ['gdpr_write', 'POST', '/gdpr/delete'],
  ])('%s is needed for %s %s', async (scope, method, path) => {
    const others = SCOPES.filter((other) => other !== scope);
    const refused = await subject.send(
      method,
      path,
      method === 'GET' ? undefined : {},
      withScopes(...others),
    );
    expect(refused).toMatchObject({ status: 403, body: { error: { type: 'permissions_error' } } });
    expect(
      (await subject.send(method, path, method === 'GET' ? undefined : {}, withScopes(scope))).status,
    ).not.toBe(403);
  });

  test('a token keeps its scopes until the app is reconnected', async () => {
    const app = world.apps.create({ name: 'Grows', scopes: ['contact_read'] });
    const before = { Authorization: `Bearer ${app.token?.value}` };
    world.apps.update(app.id, { scopes: ['contact_read', 'user_read'] });
    expect((await get('/users/list', before)).status).toBe(403);
    const after = { Authorization: `Bearer ${world.apps.reconnect(app.id).token?.value}` };
    expect((await get('/users/list', after)).status).toBe(200);
    expect((await get('/users/list', before)).status).toBe(401);
  });
});

test('an unknown path is answered in the documented shape', async () => {
  expect(await get('/contacts/list/everything')).toMatchObject({
    status: 404,
    body: { error: { type: 'not_found' } },
  });
});

test.each(['evil.example:4110', '127.0.0.1.evil.example', 'driftapi.com.evil.example'])(
  'under the name %s nothing is answered, with the token neither: it may be a page that points its own domain here',
  async (host) => {
    const { get } = createRestSubject();
    expect(await get('/users/list', { Host: host })).toMatchObject({
      status: 403,
      body: { error: { type: 'permissions_error' } },
    });
  },
);

test.each(['localhost:4110', '[::1]:4110', 'driftapi.com', 'api.drift.com'])(
  'under the name %s it is answered, through a proxy too',
  async (host) => {
    expect((await createRestSubject().get('/users/list', { Host: host })).status).toBe(200);
  },
);
