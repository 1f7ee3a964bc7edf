import { describe, expect, test } from 'vitest';
import { createRestSubject } from './rest-for-test';

const { world, get, post, send } = createRestSubject();
let count = 0;
const email = (): string => `person${++count}@acme.example`;

test('a new contact has the attributes it was given and those that Drift writes', async () => {
  const address = email();
  const { status, body } = await post('/contacts', {
    attributes: { email: address, name: 'New Contact', seats: 4 },
  });
  expect(status).toBe(200);
  expect(body.data).toMatchObject({
    id: expect.any(Number) as unknown,
    createdAt: expect.any(Number) as unknown,
    attributes: {
      email: address,
      name: 'New Contact',
      seats: 4,
      _END_USER_VERSION: 3,
      _end_user_version: 3,
      _calculated_version: 3,
      socialProfiles: {},
      events: {},
      tags: [],
      start_date: body.data.createdAt,
    },
  });
  expect((await get(`/contacts/${body.data.id}`)).body).toEqual(body);
});

describe('who is there already', () => {
  test('without an external id, the e-mail must be new, in whatever letters', async () => {
    const address = email();
    await post('/contacts', { attributes: { email: address } });
    const again = await post('/contacts', { attributes: { email: address.toUpperCase() } });
    expect(again).toMatchObject({ status: 409, body: { error: { type: 'conflict' } } });
  });

  test('with an external id, several contacts share one e-mail', async () => {
    const address = email();
    for (const externalId of ['a-1', 'a-2'])
      expect((await post('/contacts', { attributes: { email: address, externalId } })).status).toBe(200);
    expect((await post('/contacts', { attributes: { email: email(), externalId: 'a-1' } })).status).toBe(409);
    const { body } = await get(`/contacts?email=${address}`);
    expect(body.data.map(({ attributes }) => attributes.external_id)).toEqual(['a-1', 'a-2']);
    expect((await get(`/contacts?email=${address}&limit=1`)).body.data).toHaveLength(1);
  });

  test('the e-mail is the one attribute that must be given', async () => {
    for (const attributes of [{}, { email: '' }, { email: null }, { email: 'nobody' }, { email: 5 }])
      expect((await post('/contacts', { attributes })).status).toBe(400);
  });
});

describe('looking up', () => {
  test('an unknown e-mail address finds an empty list', async () => {
    expect(await get('/contacts?email=nobody@acme.example')).toMatchObject({
      status: 200,
      body: { data: [] },
    });
  });

  test('several external ids at once', async () => {
    for (const externalId of ['b-1', 'b-2'])
      await post('/contacts', { attributes: { email: email(), externalId } });
    const { body } = await get('/contacts?idType=external&id=b-2&id=b-1&id=b-3');
    expect(body.data.map(({ attributes }) => attributes.externalId)).toEqual(['b-2', 'b-1']);
  });

  test('an anonymous visitor is found by the drift_aid of its browser', async () => {
    const visitor = world.browsers.visit('aid-77');
    const { body } = await get('/contacts?idType=external&id=aid-77');
    expect(body.data).toMatchObject([{ id: visitor.id, attributes: { externalId: 'aid-77' } }]);
  });

  test('what is no contact is a 404', async () => {
    for (const id of ['12', 'abc', '-1', '99999999999999999999999', '1.5'])
      expect(await get(`/contacts/${id}`)).toMatchObject({
        status: 404,
        body: { error: { type: 'not_found' } },
      });
  });
});

describe('changing', () => {
  test('only what is given changes, and the versions grow', async () => {
    const { body } = await post('/contacts', { attributes: { email: email(), name: 'Before', plan: 'pro' } });
    const path = `/contacts/${body.data.id}`;
    const changed = await send('PATCH', path, { attributes: { name: 'After' } });
    expect(changed.body.data.attributes).toMatchObject({ name: 'After', plan: 'pro', _END_USER_VERSION: 4 });
    expect((await get(path)).body).toEqual(changed.body);
  });

  test('a value of another type than the first is dropped in silence', async () => {
    const { body } = await post('/contacts', { attributes: { email: email(), employees: 12 } });
    const changed = await send('PATCH', `/contacts/${body.data.id}`, {
      attributes: { employees: 'many', town: 'Bonn' },
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { data: { attributes: { employees: 12, town: 'Bonn' } } },
    });
  });

  test('null empties an attribute, and a list changes nothing', async () => {
    const { body } = await post('/contacts', { attributes: { email: email(), town: 'Bonn', plan: 'pro' } });
    const changed = await send('PATCH', `/contacts/${body.data.id}`, {
      attributes: { town: null, plan: ['free'] },
    });
    expect(changed.body.data.attributes).toMatchObject({ plan: 'pro' });
    expect(changed.body.data.attributes).not.toHaveProperty('town');
  });

  test('by external id, the contact that identify found is changed', async () => {
    const jane = world.browsers.associate('aid-1', 'user_1', 'identify');
    const changed = await send('PATCH', '/contacts/normalize?idType=external&id=user_1', {
      attributes: { plan: 'pro' },
    });
    expect(changed.body.data.id).toBe(jane.id);
    expect(world.contacts.get(jane.id)?.attributes).toMatchObject({ plan: 'pro' });
    expect(
      (await send('PATCH', '/contacts/normalize?idType=external&id=no', { attributes: {} })).status,
    ).toBe(404);
  });

  test('identify finds an external id that was given later, and no other contact can take it', async () => {
    const { body } = await post('/contacts', { attributes: { email: email() } });
    await send('PATCH', `/contacts/${body.data.id}`, { attributes: { externalId: 'late-1' } });
    expect(world.browsers.associate('aid-2', 'late-1', 'identify').id).toBe(body.data.id);
    const other = await post('/contacts', { attributes: { email: email() } });
    expect(
      (await send('PATCH', `/contacts/${other.body.data.id}`, { attributes: { externalId: 'late-1' } }))
        .status,
    ).toBe(409);
  });
});

test('identify lands on the contact that was made with its external id before', async () => {
  const { body } = await post('/contacts', { attributes: { email: email(), externalId: 'user_9' } });
  expect(world.browsers.associate('aid-9', 'user_9', 'identify').id).toBe(body.data.id);
});

test('a deleted contact is accepted with a 202 and found no more', async () => {
  const { body } = await post('/contacts', { attributes: { email: email(), externalId: 'gone-1' } });
  const deleted = await send('DELETE', `/contacts/${body.data.id}`);
  expect(deleted).toMatchObject({ status: 202, body: { result: 'OK', ok: true } });
  expect((await get('/contacts?idType=external&id=gone-1')).body.data).toEqual([]);
});

test('unsubscribing takes a bare list of addresses', async () => {
  const address = email();
  const { body } = await post('/contacts', { attributes: { email: address } });
  expect(await post('/emails/unsubscribe', [address])).toMatchObject({
    status: 200,
    body: { result: 'OK', ok: true },
  });
  expect(world.contacts.get(body.data.id)?.unsubscribedAt).toEqual(expect.any(Number));
  expect((await post('/emails/unsubscribe', { emails: [address] })).status).toBe(400);
});

describe('a timeline event', () => {
  test('comes back in lower case, and stands on the contact', async () => {
    const { body } = await post('/contacts', { attributes: { email: email() } });
    const event = {
      contactId: String(body.data.id),
      event: 'This is a Timeline Event',
      createdAt: 1_668_624_543_328,
    };
    const answer = await post('/contacts/timeline', event);
    expect(answer.body.data).toEqual({
      attributes: {},
      event: 'this is a timeline event',
      createdAt: 1_668_624_543_328,
      contactId: body.data.id,
    });
    expect(world.contacts.get(body.data.id)?.events).toMatchObject([{ name: 'this is a timeline event' }]);
  });

  test('is of one contact: by its id, or by its external id', async () => {
    world.contacts.withExternalId('user_5');
    expect((await post('/contacts/timeline', { externalId: 'user_5', event: 'x' })).status).toBe(200);
    expect((await post('/contacts/timeline', { event: 'x' })).status).toBe(400);
    expect(
      (await post('/contacts/timeline', { externalId: 'user_5', contactId: 1, event: 'x' })).status,
    ).toBe(400);
    expect((await post('/contacts/timeline', { contactId: 1, event: 'x' })).status).toBe(404);
  });
});
