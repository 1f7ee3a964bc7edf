import { describe, expect, test } from 'vitest';
import type { Scope } from '../protocol';
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
    ['user_read', '/users/list'],
  ])('%s alone opens %s', async (scope, path) => {
    expect((await get(path, withScopes(scope))).status).toBe(200);
    const refused = await get(path, withScopes('gdpr_read'));
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining(scope) as unknown } },
    });
  });

  test('are frozen into the token until the app is connected anew', async () => {
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
