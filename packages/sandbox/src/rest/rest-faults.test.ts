import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../create-sandbox';
import { createSandbox } from '../create-sandbox';
import type { Faults } from '../protocol';
import type { Body } from './rest-for-test';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ accessToken: 'a-token-for-this-test' });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  sandbox.reset();
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    const opened = await call('POST', '/conversations/new', {
      email: `${name}@acme.example`,
      message: { body: name },
    });
    expect(opened.status).toBe(200);
  }
});

const call = (method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${sandbox.apiUrl}${path}`, {
    method,
    headers: { Authorization: 'Bearer a-token-for-this-test', 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(2000),
  });
const list = async (query = ''): Promise<Body> =>
  (await (await call('GET', `/conversations/list?limit=2${query}`)).json()) as Body;
const fail = (rest: Faults['rest']): void => sandbox.faults.set({ rest });
const newContact = { attributes: { email: 'new@acme.example' } };
const isThere = async (): Promise<boolean> =>
  (await call('GET', '/contacts?email=new@acme.example').then((r) => r.text())) !== '{"data":[]}';

describe('a fault in place of the answer', () => {
  test('429, with the headers of the dialect', async () => {
    fail('rate_limited');
    const response = await call('GET', '/users/list');
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
  });

  test('500 in the documented shape, and 502 with a page', async () => {
    fail('500');
    expect(await (await call('GET', '/users/list')).json()).toMatchObject({
      error: { type: 'internal_error' },
    });
    fail('502_html');
    const page = await call('GET', '/users/list');
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=UTF-8']);
  });

  test('half a body: the length of the whole is announced', async () => {
    fail('half_body');
    const response = await call('GET', '/users/list');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  test('silence ends only with the patience of the client', async () => {
    fail('hang');
    const aborted = fetch(`${sandbox.apiUrl}/users/list`, {
      headers: { Authorization: 'Bearer a-token-for-this-test' },
      signal: AbortSignal.timeout(50),
    });
    await expect(aborted).rejects.toThrow();
    await sandbox.ledger.waitFor({ type: 'request', path: '/users/list', status: 0 });
  });
});

describe('a cut line', () => {
  test('before the write: nothing was written', async () => {
    fail({ kind: 'reset_before', method: 'POST', times: 1 });
    await expect(call('POST', '/contacts', newContact)).rejects.toThrow();
    expect(await isThere()).toBe(false);
  });

  test('reset_after cuts the line after the write was done', async () => {
    fail({ kind: 'reset_after', method: 'POST', times: 1 });
    await expect(call('POST', '/contacts', newContact)).rejects.toThrow();
    expect(await isThere()).toBe(true);
    expect((await call('POST', '/contacts', newContact)).status).toBe(409);
  });
});

describe('links', () => {
  test.each<[Faults['rest'], RegExp]>([
    ['links_foreign_host', /^https:\/\/drift\.attacker\.example\//],
    ['links_http', /^http:\/\/api\.drift\.com\//],
  ])('%s', async (kind, where) => {
    fail(kind);
    expect((await list()).links.next).toMatch(where);
  });

  test('links_self: the same page again, in every dialect', async () => {
    fail('links_self');
    const page = await list();
    expect(page.links.next).toBe(page.links.self);
    expect(page.pagination?.next).toBe('0');
  });
});

test('a token is revoked in the middle of a listing, and only a new one helps', async () => {
  fail('token_revoked');
  expect((await call('GET', '/conversations/list')).status).toBe(200);
  expect((await call('GET', '/conversations/list')).status).toBe(401);
  sandbox.faults.clear();
  expect((await call('GET', '/conversations/list')).status).toBe(401);
  const [app] = sandbox.apps.list();
  const token = sandbox.apps.reconnect(app?.id ?? '').token?.value;
  const answer = await fetch(`${sandbox.apiUrl}/users/list`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
});

test('rows move while they are listed: whoever lists once misses one', async () => {
  const all = sandbox.conversations.list().map(({ id }) => id);
  fail('moving_rows');
  const seen: number[] = [];
  for (let query = ''; ;) {
    const { data, links } = await list(query);
    seen.push(...data.map(({ id }) => id));
    if (links.next === undefined) break;
    query = `&page_token=${new URL(links.next).searchParams.get('page_token')}`;
  }
  expect(new Set(seen).size).toBeLessThan(all.length);
});

describe('which requests', () => {
  test('by method and path, after some, and so often', async () => {
    fail({ kind: '500', method: 'GET', path: '/users/*', after: 1, times: 2 });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count++) statuses.push((await call('GET', '/users/list')).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect((await call('GET', '/teams/org')).status).toBe(200);
  });

  test('switched on anew, it counts anew', async () => {
    for (let round = 0; round < 2; round++) {
      fail({ kind: '500', times: 1 });
      expect((await call('GET', '/users/list')).status).toBe(500);
      expect((await call('GET', '/users/list')).status).toBe(200);
    }
  });

  test('over HTTP too; what is none is refused with what there is', async () => {
    const set = (rest: unknown): Promise<Response> =>
      fetch(`${sandbox.url}/sandbox/faults`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ rest }),
      });
    expect((await set({ kind: '500', path: '/teams/org' })).status).toBe(200);
    expect((await call('GET', '/teams/org')).status).toBe(500);
    for (const wrong of [
      'off',
      { kind: 'x' },
      { kind: '500', times: 0 },
      { kind: '500', also: 1 },
      5,
      null,
    ]) {
      const refused = await set(wrong);
      expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('moving_rows')]);
    }
  });
});
