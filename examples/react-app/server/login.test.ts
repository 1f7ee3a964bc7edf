import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../shared/demo-people';
import type { Example } from './start-example';
import { createVisitor, startForTest } from './testing';

const jane = { email: 'jane@moreau-bakery.example', password: DEMO_PASSWORD };
const amara = { email: 'amara@okafor-studio.example', password: DEMO_PASSWORD };

let example: Example;
beforeEach(async () => {
  example = await startForTest();
});
afterEach(() => example.close());

const whoIs = async (visitor: ReturnType<typeof createVisitor>): Promise<string | undefined> =>
  (JSON.parse((await visitor.get('/api/me')).text) as { user: { name: string } | null }).user?.name;

describe('login', () => {
  it.each(DEMO_PEOPLE)('lets $name in with the password the page shows', async ({ name, email }) => {
    const visitor = createVisitor(example);
    expect((await visitor.post('/api/login', { email, password: DEMO_PASSWORD })).status).toBe(200);
    expect(await whoIs(visitor)).toBe(name);
  });

  it.each([
    ['a wrong password', { ...jane, password: 'guess' }],
    ['an unknown e-mail', { ...jane, email: 'nobody@harbor.example' }],
    ['fields of another type', { email: ['jane@moreau-bakery.example'], password: { $ne: '' } }],
    ['an empty body', {}],
  ])('answers 401 to %s, and nobody is logged in', async (_what, credentials) => {
    const visitor = createVisitor(example);
    const answer = await visitor.post('/api/login', credentials);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'wrong_credentials' } });
    expect(await whoIs(visitor)).toBeUndefined();
  });

  it('a login gives the session a new id, so that a session id planted before is useless', async () => {
    const victim = createVisitor(example);
    await victim.post('/api/login', jane);
    const planted = victim.cookie;
    await victim.post('/api/login', amara);
    expect(victim.cookie).not.toBe(planted);
    expect(await whoIs(victim)).toBe('Amara Okafor');
    expect(await whoIs(createVisitor(example, planted))).toBeUndefined();
  });

  it('does not accept a session id from the request', async () => {
    const victim = createVisitor(example, 'harbor.sid=s%3Aplanted.AAAA');
    await victim.post('/api/login', jane);
    expect(victim.cookie).not.toContain('planted');
  });

  it('keeps the session in a cookie that no script and no other site can use', async () => {
    const { headers } = await createVisitor(example).post('/api/login', jane);
    expect(headers.get('set-cookie')).toMatch(/^harbor\.sid=.*; HttpOnly; SameSite=Lax$/);
  });

  it('gives a visitor who only looks around no cookie', async () => {
    const visitor = createVisitor(example);
    await visitor.get('/');
    await visitor.get('/api/me');
    expect(visitor.cookie).toBeUndefined();
  });
});

describe('logout', () => {
  it('ends the session on the server, not only in this browser', async () => {
    const visitor = createVisitor(example);
    await visitor.post('/api/login', jane);
    const before = visitor.cookie;
    expect((await visitor.post('/api/logout', {})).status).toBe(204);
    expect(await whoIs(createVisitor(example, before))).toBeUndefined();
  });

  it('as a form ends the session and leads to the goodbye page', async () => {
    const visitor = createVisitor(example);
    await visitor.post('/api/login', jane);
    const { status, headers } = await visitor.post('/logout');
    expect([status, headers.get('location')]).toEqual([303, '/goodbye']);
    expect(await whoIs(visitor)).toBeUndefined();
  });
});

describe('requests of other sites', () => {
  it.each([
    ['a cross-site page', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling subdomain', { 'sec-fetch-site': 'same-site' }],
  ])('cannot log anybody out from %s', async (_what, headers) => {
    const visitor = createVisitor(example);
    await visitor.post('/api/login', jane);
    expect((await visitor.post('/api/logout', {}, headers)).status).toBe(403);
    expect((await visitor.post('/logout', undefined, headers)).status).toBe(403);
    expect(await whoIs(visitor)).toBe('Jane Moreau');
  });

  it('are told by Origin where the browser sends no Sec-Fetch-Site', async () => {
    const login = (origin: string) =>
      fetch(`${example.url}/api/login`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify(jane),
      });
    expect((await login('https://evil.example')).status).toBe(403);
    expect((await login(example.url)).status).toBe(200);
  });

  it('that send a form in place of JSON log nobody in', async () => {
    const visitor = createVisitor(example);
    const answer = await visitor.post('/api/login', jane, { 'content-type': 'text/plain' });
    expect(answer.status).toBe(401);
  });
});

describe('the account', () => {
  it('is shown to the person of the session only', async () => {
    const visitor = createVisitor(example);
    expect((await visitor.get('/api/overview')).status).toBe(401);
    await visitor.post('/api/login', amara);
    expect((await visitor.get('/api/overview')).text).toContain('Harlan Museum');
    example.expireSessions();
    expect((await visitor.get('/api/overview')).status).toBe(401);
  });
});
