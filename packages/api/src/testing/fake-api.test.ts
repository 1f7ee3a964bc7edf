import { describe, expect, it } from 'vitest';
import { createClient } from '../client';
import type { DriftClient } from '../client';
import { createFakeApi } from './fake-api';
import type { FakeApi } from './fake-api';

function setUp(answers?: Parameters<typeof createFakeApi>[0]): { fake: FakeApi; drift: DriftClient } {
  const fake = createFakeApi(answers);
  return { fake, drift: createClient({ accessToken: 'test', fetch: fake.fetch, retries: 0, timeout: 50 }) };
}

const contact = { data: { id: 7, attributes: { email: 'a@x.com' } } };

describe('createFakeApi', () => {
  it('answers by route with JSON, a Response, or a function of the request', async () => {
    const { fake, drift } = setUp({
      'GET /contacts/{id}': ({ params }: { params: Record<string, string> }) => ({
        data: { id: params['id'] },
      }),
      'GET /conversations/list': { data: [{ id: 1 }] },
    });
    fake.on('GET /conversations/{id}', new Response('{"data":{"id":2}}'));
    fake.on('GET /conversations/{id}/transcript', 'Bot (Agent): Hi');
    expect(await drift.contacts.get(7)).toEqual({ id: '7' });
    expect(await drift.conversations.list().first()).toEqual({ id: '1' });
    expect(await drift.conversations.get(2)).toEqual({ id: '2' });
    expect(await drift.conversations.get(2)).toEqual({ id: '2' });
    expect(await drift.conversations.transcript(2)).toBe('Bot (Agent): Hi');
  });

  it('answers an id that is a bigint, with every digit', async () => {
    const { drift } = setUp({ 'GET /contacts/{id}': { data: { id: 9007199254740993n } } });
    expect(await drift.contacts.get(7)).toEqual({ id: '9007199254740993' });
  });

  it('keeps every request with its path, query and body', async () => {
    const { fake, drift } = setUp({ 'PATCH /contacts/normalize': contact });
    await drift.contacts.updateByExternalId('u1', { plan: 'pro' });
    expect(fake.requests).toMatchObject([
      { method: 'PATCH', path: '/contacts/normalize', body: { attributes: { plan: 'pro' } } },
    ]);
    expect(fake.requests[0]?.query.get('id')).toBe('u1');
  });

  it('answers once what is given once, in order, and then as before', async () => {
    const { fake, drift } = setUp({ 'GET /contacts/{id}': contact });
    fake.once('GET /contacts/{id}', { data: { id: 8 } });
    fake.fail('GET /contacts/{id}', 404);
    expect(await drift.contacts.get(1)).toEqual({ id: '8' });
    await expect(drift.contacts.get(1)).rejects.toMatchObject({ code: 'not_found' });
    expect(await drift.contacts.get(1)).toMatchObject({ id: '7' });
  });

  it.each([
    [503, 'unavailable', 'outcome_unknown'],
    ['reset', 'network', 'outcome_unknown'],
    ['refused', 'network', 'network'],
    ['hang', 'timeout', 'outcome_unknown'],
    ['html', 'unavailable', 'outcome_unknown'],
    ['half', 'bad_answer', 'outcome_unknown'],
    [429, 'rate_limited', 'rate_limited'],
  ] as const)('fails as Drift and the network do: %s', async (failure, ofRead, ofWrite) => {
    for (const [route, code] of [
      ['GET /contacts/{id}', ofRead],
      ['PATCH /contacts/{id}', ofWrite],
    ] as const) {
      const { fake, drift } = setUp();
      fake.fail(route, failure);
      const call = route.startsWith('GET') ? drift.contacts.get(1) : drift.contacts.update(1, { a: 1 });
      await expect(call).rejects.toMatchObject({ code });
    }
  });

  it('says which answer is missing, and refuses an unknown route', async () => {
    const { drift } = setUp();
    await expect(drift.users.get(3)).rejects.toThrow(/No answer is set for GET \/users\/3/);
    expect(() => createFakeApi({ '/contacts': {} })).toThrow(TypeError);
  });
});
