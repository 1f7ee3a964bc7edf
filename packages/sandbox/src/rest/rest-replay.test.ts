import { expect, test } from 'vitest';
import { say } from '../visitor/chat';
import { fireFor } from '../playbooks/run-playbook';
import { createRestSubject } from './rest-for-test';

/** The keys of an answer, as the published page prints them. */
const keysOf = (value: unknown): string[] => Object.keys(value as object).sort();

const subject = createRestSubject();
const { world, get, post, send } = subject;
const ATTRIBUTES = [
  '_END_USER_VERSION',
  '_calculated_version',
  '_end_user_version',
  'email',
  'events',
  'name',
  'socialProfiles',
  'start_date',
  'tags',
];

/** A conversation as the pages show: a playbook spoke, the visitor answered, an agent took part. */
const { conversation } = fireFor(world, world.browsers.visit('aid-1').id, 1);
const session = world.sessions.open('aid-1', conversation.contactId);
say(world, session, { conversationId: conversation.id, text: 'Yes' });

test('driftapi-npm: createContact, updateContact, retrieveContactById', async () => {
  const made = await post('/contacts', {
    attributes: { email: 'newcontact@email.com', name: 'New Contact' },
  });
  expect(keysOf(made.body)).toEqual(['data']);
  expect(keysOf(made.body.data)).toEqual(['attributes', 'createdAt', 'id']);
  expect(keysOf(made.body.data.attributes)).toEqual(ATTRIBUTES);
  expect(made.body.data.attributes).toMatchObject({
    _END_USER_VERSION: 3,
    socialProfiles: {},
    events: {},
    tags: [],
  });

  const path = `/contacts/${made.body.data.id}`;
  const updated = await send('PATCH', path, { attributes: { name: 'Updated Contact' } });
  expect(keysOf(updated.body.data.attributes)).toEqual(ATTRIBUTES);
  const read = await get(path);
  expect(read.body.data).toMatchObject({ attributes: { name: 'Updated Contact', _END_USER_VERSION: 4 } });
});

test('driftapi-npm: unsuscribeContacts, postEvent, listCustomAttributes', async () => {
  expect((await post('/emails/unsubscribe', ['newcontact@email.com'])).status).toBe(200);
  const contactId = String(world.contacts.byEmail('newcontact@email.com')[0]?.id);
  const event = await post('/contacts/timeline', { contactId, event: 'This is a Timeline Event' });
  expect(keysOf(event.body.data)).toEqual(['attributes', 'contactId', 'createdAt', 'event']);
  expect(event.body.data).toMatchObject({ event: 'this is a timeline event', contactId: Number(contactId) });
  const { properties } = (await get('/contacts/attributes')).body.data;
  expect(properties.slice(0, 5).map((one) => keysOf(one))).toEqual(
    Array(5).fill(['displayName', 'name', 'type']),
  );
  expect(properties).toContainEqual({ type: 'STRING', displayName: 'Alias', name: 'alias' });
});

test('driftapi-npm: createMessage', async () => {
  const { body } = await post(`/conversations/${conversation.id}/messages`, {
    type: 'chat',
    body: 'This is the message body',
    buttons: [{ value: 'yes please', label: 'yes please', type: 'reply' }],
    userId: 12345,
  });
  expect(keysOf(body.data).filter((key) => key !== 'buttons')).toEqual([
    'attributes',
    'author',
    'body',
    'context',
    'conversationId',
    'createdAt',
    'id',
    'type',
  ]);
  expect(body.data).toMatchObject({
    body: 'This is the message body',
    author: { type: 'user', bot: true },
    attributes: { developer_app_id: expect.stringMatching(/^[\da-f-]{36}$/) as unknown },
  });
  expect(keysOf((body.data as unknown as { context: object }).context)).toEqual(['ip', 'location']);
});

// The client sends `limit=undefined` where none is given, and `&null` behind it.
test('driftapi-npm: listConversations, also as the client asks without options', async () => {
  for (let count = 0; count < 8; count++) say(world, session, { conversationId: null, text: 'Hello' });
  const { body } = await get('/conversations/list?limit=2&statusId=1&next=2');
  expect(keysOf(body)).toEqual(['data', 'links', 'pagination']);
  expect(body.pagination).toEqual({ more: true, next: '4' });
  expect(keysOf(body.data[0])).toEqual(['contactId', 'createdAt', 'id', 'inboxId', 'status', 'updatedAt']);
  expect(body.links.next).toMatch(/^https:\/\/api\.drift\.com\/conversations\/list\?page_token=[\w-]+$/);
  const bare = await get('/conversations/list?limit=undefined&null');
  expect([bare.status, bare.body.data.length]).toEqual([200, 9]);
});

test('driftapi-npm: retrieveConversation, retrieveConversationMessages, retrieveConversationTranscript', async () => {
  const one = await get(`/conversations/${conversation.id}`);
  expect(keysOf(one.body.data)).toEqual([
    'contactId',
    'createdAt',
    'id',
    'inboxId',
    'participants',
    'relatedPlaybookId',
    'status',
    'updatedAt',
  ]);
  const { messages } = (await get(`/conversations/${conversation.id}/messages`)).body.data;
  expect(keysOf(messages[0])).toEqual([
    'attributes',
    'author',
    'context',
    'conversationId',
    'createdAt',
    'id',
    'type',
  ]);
  expect(keysOf(messages[1]).filter((key) => key !== 'buttons')).toEqual([
    'attributes',
    'author',
    'body',
    'conversationId',
    'createdAt',
    'id',
    'type',
  ]);
  const { text } = await get(`/conversations/${conversation.id}/transcript`);
  expect(text).toMatch(/^[A-Z][a-z]{2} \d{1,2}, \d\d:\d\d:\d\d [AP]M E[SD]T Bot \(Agent\): /);
  expect(text).toMatch(/ null: Yes$/m);
});

test('driftapi-npm: createConversation', async () => {
  const { body } = await post('/conversations/new', {
    email: 'user@email.com',
    message: {
      body: "A conversation was started let's resume from drift!",
      attributes: { integrationSource: 'Message from facebook' },
    },
  });
  expect(keysOf(body)).toEqual(['contactId', 'createdAt', 'id', 'inboxId', 'status', 'updatedAt']);
});

test('the four requests of the article on custom integrations, from the conversation to its transcript', async () => {
  world.conversations.setStatus(conversation.id, 'closed');
  const pushed = (await get(`/conversations/${conversation.id}`)).body.data;
  expect(pushed).toMatchObject({ status: 'closed', participants: expect.any(Array) as unknown });
  const contact = (await get(`/contacts/${pushed.contactId}`)).body.data;
  expect(keysOf(contact)).toEqual(['attributes', 'createdAt', 'id']);
  expect(JSON.parse(String(contact.attributes['last_context_location']))).toMatchObject({ country: 'US' });
  world.settings.set({ assumptions: { restAnswers: 'documented' } });
  const users = (await get('/users/list')).body;
  world.settings.restore();
  expect((users as unknown as object[])[1]).toMatchObject({
    id: 101,
    orgId: 4100,
    name: 'Avery',
    role: 'admin',
    availability: 'AVAILABLE',
    verified: true,
    bot: false,
  });
  expect((await get(`/conversations/${conversation.id}/transcript`)).status).toBe(200);
});

test('clients of 2017 to 2019 ask for conversations under /v1', async () => {
  const path = `/conversations/${conversation.id}`;
  expect((await get(`/v1${path}`)).body).toEqual((await get(path)).body);
  expect((await get(`/v1${path}/messages`)).body).toEqual((await get(`${path}/messages`)).body);
  expect((await post(`/v1${path}/messages`, { type: 'private_note', body: 'Noted' })).status).toBe(200);
});
