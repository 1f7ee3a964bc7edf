import { expect, test } from 'vitest';
import type { Body } from './rest-for-test';
import { createRestSubject } from './rest-for-test';

const { world, get, post, send } = createRestSubject();

test('an account is created, changed, deleted softly, and read after that', async () => {
  const { status, body } = await post('/accounts/create', {
    ownerId: 101,
    name: 'Acme',
    domain: 'acme.example',
  });
  expect(status).toBe(200);
  expect(body.data).toMatchObject({
    ownerId: 101,
    name: 'Acme',
    domain: 'acme.example',
    deleted: false,
    targeted: false,
  });
  const { accountId } = body.data;
  const changed = await send('PATCH', '/accounts/update', { accountId, ownerId: 101, targeted: true });
  expect(changed.body.data).toMatchObject({ accountId, name: 'Acme', targeted: true });
  expect((await send('DELETE', `/accounts/${accountId}`)).body).toEqual({ result: 'OK', ok: true });
  expect((await get('/accounts')).body.data).toMatchObject({ accounts: [], total: 0 });
  expect((await get(`/accounts/${accountId}`)).body.data).toMatchObject({ deleted: true });
});

test('a domain is one account’s, until that is deleted', async () => {
  const draft = { ownerId: 101, domain: 'once.example' };
  const { body } = await post('/accounts/create', draft);
  expect((await post('/accounts/create', draft)).status).toBe(409);
  await send('DELETE', `/accounts/${body.data.accountId}`);
  expect((await post('/accounts/create', draft)).status).toBe(200);
});

test('the owner is a known user', async () => {
  for (const ownerId of [undefined, 999, 'x', null])
    expect((await post('/accounts/create', { ownerId, domain: 'owner.example' })).status).toBe(400);
});

test('without custom properties they are an empty object, or as documented a list', async () => {
  const { body } = await post('/accounts/create', { ownerId: 101, domain: 'empty.example' });
  expect(body.data).toMatchObject({ customProperties: {} });
  world.settings.set({ assumptions: { restAnswers: 'documented' } });
  expect((await get(`/accounts/${body.data.accountId}`)).body.data).toMatchObject({ customProperties: [] });
  world.settings.restore();
});

test('the list goes on by a relative address, which is absent on the last page', async () => {
  for (let index = 0; index < 23; index++)
    await post('/accounts/create', { ownerId: 101, domain: `page${index}.example` });
  const domains: unknown[] = [];
  const sizes: number[] = [];
  for (let path: string | undefined = '/accounts'; path !== undefined;) {
    const { data }: Body = (await get(path)).body;
    domains.push(...data.accounts.map(({ domain }) => domain));
    sizes.push(data.accounts.length);
    path = data.next;
    if (path !== undefined) expect(path).toMatch(/^\/accounts\?index=\d+&size=10$/);
  }
  expect(new Set(domains).size).toBe(domains.length);
  expect(sizes.slice(0, -1).every((size) => size === 10)).toBe(true);
  expect(domains.length).toBe(world.accounts.list().length);
});

test('a page has 65 rows at most, or as older documents say 100', async () => {
  for (let index = 0; index < 100; index++)
    world.accounts.create({ ownerId: 101, domain: `many${index}.example` });
  expect((await get('/accounts?size=1000')).body.data.accounts).toHaveLength(65);
  world.settings.set({ assumptions: { accountsLimit: '100' } });
  expect((await get('/accounts?size=1000')).body.data.accounts).toHaveLength(100);
  world.settings.restore();
});

test.each([
  ['links_foreign_host', 'https://drift.attacker.example/accounts?index=1&size=1'],
  ['links_http', 'http://driftapi.com/accounts?index=1&size=1'],
  ['links_self', '/accounts?index=0&size=1'],
] as const)('by the fault %s the next page is elsewhere', async (fault, next) => {
  const subject = createRestSubject();
  for (const domain of ['one.example', 'two.example'])
    await subject.post('/accounts/create', { ownerId: 101, domain });
  subject.world.faults.set({ rest: fault });
  expect((await subject.get('/accounts?size=1')).body.data.next).toBe(next);
});
