import { beforeEach, describe, expect, test } from 'vitest';
import type { Assumptions, RestAssumptions } from '../protocol';
import { reply } from '../visitor/chat';
import type { RestSubject } from './rest-for-test';
import { createRestSubject } from './rest-for-test';

let subject: RestSubject;
let conversationId: number;
beforeEach(() => {
  subject = createRestSubject();
  conversationId = subject.world.conversations.start(subject.world.contacts.withExternalId('u').id).id;
});
const assume = (assumptions: Partial<Assumptions>): void => subject.world.settings.set({ assumptions });

describe('errors', () => {
  test.each<[RestAssumptions['restErrors'], object, object]>([
    ['error', { error: { type: 'not_found' } }, { error: { type: 'authentication_error' } }],
    ['errors', { errors: [{ type: 'not_found' }] }, { errors: [{ type: 'authentication_error' }] }],
    ['gateway', { error: { type: 'not_found' } }, { error: 'invalid_token' }],
  ])('%s', async (restErrors, missing, refused) => {
    assume({ restErrors });
    expect((await subject.get('/users/1')).body).toMatchObject(missing);
    expect((await subject.get('/users/1', { Authorization: '' })).body).toMatchObject(refused);
  });

  test('in a list they name the field', async () => {
    assume({ restErrors: 'errors' });
    const { body } = await subject.post('/contacts', { attributes: {} });
    expect(body).toMatchObject({ errors: [{ type: 'validation_error', param: 'attributes.email' }] });
  });

  test('a gateway says of too many requests nothing else', async () => {
    assume({ restErrors: 'gateway' });
    for (let count = 0; count < 60; count++) await subject.post('/reports/conversations', {});
    expect((await subject.post('/reports/conversations', {})).body).toEqual({
      message: 'API rate limit exceeded',
    });
  });
});

describe('as documented', () => {
  beforeEach(() => assume({ restAnswers: 'documented' }));

  test('a posted message comes as a read does', async () => {
    const path = `/conversations/${conversationId}/messages`;
    const { body } = await subject.post(path, { type: 'chat', body: 'Hi' });
    expect(body.data.messages).toMatchObject([{ body: 'Hi' }]);
  });

  test('users are a bare list, and an event keeps its capitals', async () => {
    expect((await subject.get('/users/list')).body).toMatchObject([{ id: 100 }, { id: 101 }]);
    const { body } = await subject.post('/contacts/timeline', { externalId: 'u', event: 'Signed Up' });
    expect(body.data).toMatchObject({ event: 'Signed Up' });
  });

  test('a contact without an external id says null', async () => {
    const { body } = await subject.post('/contacts', { attributes: { email: 'a@acme.example' } });
    expect(body.data.attributes).toMatchObject({ externalId: null });
  });

  test('a list answers in the dialect of the request', async () => {
    subject.world.conversations.start(1001);
    const old = await subject.get('/conversations/list?limit=1');
    expect(Object.keys(old.body)).toEqual(['data', 'pagination']);
    const fresh = await subject.get('/conversations/list?limit=1&page_token=');
    expect(Object.keys(fresh.body)).toEqual(['data', 'links']);
  });
});

test('links may point to the sandbox', async () => {
  assume({ linksHost: 'sandbox' });
  const { body } = await subject.get('/conversations/list');
  expect(body.links.self).toMatch(/^http:\/\/localhost\/conversations\/list\?page_token=/);
});

test('a page of conversations may have 100 rows', async () => {
  for (let count = 0; count < 110; count++) subject.world.conversations.start(1001);
  assume({ conversationsLimit: '100' });
  expect((await subject.get('/conversations/list?limit=1000')).body.data).toHaveLength(100);
});

test('a message of an unknown user may be refused', async () => {
  assume({ unknownUserId: 'refused' });
  const path = `/conversations/${conversationId}/messages`;
  expect((await subject.post(path, { type: 'chat', body: 'Hi', userId: 5 })).status).toBe(400);
  expect((await subject.post(path, { type: 'chat', body: 'Hi' })).status).toBe(200);
});

test('a deleted contact may still be read by its id', async () => {
  const { id } = subject.world.contacts.withExternalId('u');
  await subject.send('DELETE', `/contacts/${id}`);
  expect((await subject.get(`/contacts/${id}`)).status).toBe(404);
  assume({ deletedContact: 'readable' });
  expect((await subject.get(`/contacts/${id}`)).body.data).toMatchObject({ id });
});

test('what an agent typed may come in a paragraph', async () => {
  reply(subject.world, conversationId, '/signup trial');
  const bodyNow = async (): Promise<unknown> =>
    (await subject.get(`/conversations/${conversationId}/messages`)).body.data.messages[0]?.body;
  expect(await bodyNow()).toBe('/signup trial');
  assume({ agentMessageBody: 'paragraph' });
  expect(await bodyNow()).toBe('<p>/signup trial</p>');
});
