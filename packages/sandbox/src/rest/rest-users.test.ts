import { expect, test } from 'vitest';
import { createRestSubject } from './rest-for-test';

const { world, get, send } = createRestSubject();

test('the list has everybody at once, the bot too', async () => {
  const { body } = await get('/users/list');
  expect(body.data).toMatchObject([
    { id: 100, bot: true },
    { id: 101, name: 'Avery', role: 'admin', availability: 'AVAILABLE', orgId: 4100, verified: true },
  ]);
});

test('several at once are a map by id, of those there are', async () => {
  const { body } = await get('/users?userId=101&userId=999&userId=100');
  expect(Object.keys(body.data)).toEqual(['100', '101']);
  const many = Array.from({ length: 21 }, (_, index) => `userId=${index}`).join('&');
  expect((await get(`/users?${many}`)).status).toBe(400);
});

test('one user, and none', async () => {
  expect((await get('/users/101')).body.data).toMatchObject({ id: 101 });
  expect((await get('/users/1')).status).toBe(404);
});

test('a user is changed by what is given', async () => {
  const { body } = await send('PATCH', '/users/update?userId=101', { availability: 'OFFLINE', phone: '123' });
  expect(body.data).toMatchObject({ id: 101, availability: 'OFFLINE', phone: '123', name: 'Avery' });
  expect(world.users.get(101)).toMatchObject({ availability: 'OFFLINE' });
  expect((await send('PATCH', '/users/update?userId=101', { availability: 'ASLEEP' })).status).toBe(400);
});

test('whoever answers as an agent is of the team', async () => {
  const { reply } = await import('../visitor/chat');
  const { id } = world.conversations.start(world.contacts.withExternalId('u').id);
  reply(world, id, 'Hello', { id: 7, name: 'Robin' });
  expect((await get('/users/7')).body.data).toMatchObject({ name: 'Robin' });
});
