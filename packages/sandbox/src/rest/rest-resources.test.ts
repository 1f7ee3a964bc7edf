import { beforeEach, describe, expect, test } from 'vitest';
import type { Session } from '../stores/session-store';
import { answerCard } from '../playbooks/answer-card';
import { reply, say } from '../visitor/chat';
import { offerMeeting } from '../playbooks/run-playbook';
import type { RestSubject } from './rest-for-test';
import { createRestSubject } from './rest-for-test';
import type { Conversation } from '../protocol';

const START = Date.UTC(2022, 11, 16, 20, 41, 59);
let now = START;
let subject: RestSubject;
let visitor: Session;
beforeEach(() => {
  now = START;
  subject = createRestSubject({}, () => now);
  const { world } = subject;
  visitor = world.sessions.open('aid-1', world.browsers.visit('aid-1').id);
});
const visitorSays = (text: string, conversationId: number | null = null): number =>
  say(subject.world, visitor, { conversationId, text }).conversation.id;

describe('a transcript', () => {
  test('is text, a line for each message, and a visitor without an e-mail address is null', async () => {
    const id = visitorSays('Yes');
    now += 5000;
    await subject.post(`/conversations/${id}/messages`, {
      type: 'chat',
      body: '<p>Your <b>address</b>?</p>',
    });
    subject.world.contacts.setAttributes(visitor.contactId, { email: 'jane@acme.example' });
    const before = (await subject.get(`/conversations/${id}/transcript`)).text;
    subject.world.contacts.setAttributes(visitor.contactId, { email: null });
    const { text, headers } = await subject.get(`/conversations/${id}/transcript`);
    expect(text).toBe(
      'Dec 16, 03:41:59 PM EST null: Yes\nDec 16, 03:42:04 PM EST Bot (Agent): Your address?',
    );
    expect(before).toContain('EST jane@acme.example: Yes');
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
  });

  test('as JSON has the messages', async () => {
    const id = visitorSays('Yes');
    const { body } = await subject.get(`/conversations/${id}/json_transcript`);
    expect(body.data.messages).toMatchObject([{ body: 'Yes', type: 'chat', createdAt: START }]);
  });
});

test('stats count in capitals, unwrapped, without what was sent in bulk or is not there', async () => {
  const [one] = [visitorSays('a'), visitorSays('b')];
  subject.world.conversations.setStatus(one, 'closed');
  const { fireFor } = await import('../playbooks/run-playbook');
  fireFor(subject.world, visitor.contactId, 1);
  expect((await subject.get('/conversations/stats')).body).toEqual({
    conversationCount: { CLOSED: 1, OPEN: 1 },
  });
});

test('a file comes as its bytes, and stands on its message', async () => {
  const id = visitorSays('Here it is');
  const bytes = Buffer.from([0, 255, 1, 254]);
  const file = subject.world.attachments.add({
    fileName: 'a"b.png',
    mimeType: 'image/png',
    base64: bytes.toString('base64'),
  });
  subject.world.conversations.add(id, {
    from: 'visitor',
    author: { id: 0, name: 'You' },
    text: file.fileName,
    attachments: [file],
  });
  const { body } = await subject.get(`/conversations/${id}/messages`);
  expect(body.data.messages[1]).toMatchObject({
    attachments: [
      { id: file.id, fileName: 'a"b.png', mimeType: 'image/png', url: expect.any(String) as unknown },
    ],
  });
  const { headers, status } = await subject.get(`/attachments/${file.id}/data`);
  expect([status, headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await subject.get('/attachments/1/data')).status).toBe(404);
});

describe('meetings', () => {
  function book(): { conversation: Conversation; time: number } {
    const { conversation, message } = offerMeeting(subject.world, visitor, {
      agentId: 101,
      conversationId: null,
    });
    const [time = 0] = message.card?.type === 'meeting' ? message.card.slots : [];
    answerCard(subject.world, visitor, {
      conversationId: conversation.id,
      messageId: message.id,
      answer: { type: 'meeting', time, timeZone: 'Europe/Berlin' },
    });
    return { conversation, time };
  }

  test('are those that visitors booked, in the time that is asked for', async () => {
    const { conversation, time } = book();
    const list = async (min: number, max: number): Promise<unknown[]> =>
      (await subject.get(`/users/meetings/org?min_start_time=${min}&max_start_time=${max}`)).body.data;
    expect(await list(time, time)).toMatchObject([
      {
        agentId: 101,
        schedulerId: visitor.contactId,
        conversationId: conversation.id,
        slotStart: time,
        status: 'ACTIVE',
      },
    ]);
    expect(await list(time + 1, time + 2)).toEqual([]);
    now = time + 31 * 24 * 3_600_000;
    expect(await list(0, now)).toEqual([]);
  });

  test('are at most 100 where the call names no limit', async () => {
    for (let count = 0; count < 101; count++) book();
    const count = async (query = ''): Promise<number> => {
      const { body } = await subject.get(
        `/users/meetings/org?min_start_time=0&max_start_time=${now * 2}${query}`,
      );
      return body.data.length;
    };
    expect([await count(), await count('&limit=1000')]).toEqual([100, 101]);
  });

  test('are asked for with both times', async () => {
    expect((await subject.get('/users/meetings/org?min_start_time=1')).status).toBe(400);
  });
});

test('teams, and those of a user', async () => {
  const { body } = await subject.get('/teams/org');
  expect(body.data).toMatchObject([{ id: 1, members: [101], owner: 101, status: 'ENABLED', main: true }]);
  expect((await subject.get('/teams/users/101')).body).toEqual(body);
  expect((await subject.get('/teams/users/1')).status).toBe(404);
});

test('playbooks and landing pages are bare lists', async () => {
  subject.world.playbooks.set([
    { interactionId: 42, playbookId: 7, name: 'Pricing', link: 'pricing', steps: [{ say: 'Hi' }] },
    { interactionId: 43, name: 'Other', steps: [{ say: 'Hi' }] },
  ]);
  expect((await subject.get('/playbooks/list')).body).toMatchObject([
    { id: 7, interactionId: 42, name: 'Pricing', orgId: 4100, goals: [], meta: {} },
    { id: 43, interactionId: 43 },
  ]);
  expect((await subject.get('/playbooks/clp')).body).toEqual([
    { playbookId: 7, playbookName: 'Pricing', landingPageUrl: 'https://drift.me/pricing' },
  ]);
});

test('attributes are listed with their type: every account’s, and those once set', async () => {
  await subject.post('/contacts', { attributes: { email: 'a@acme.example', seats: 3, isPaying: true } });
  subject.world.contacts.declareAttributes({ renewal: 'DATETIME' });
  const { properties } = (await subject.get('/contacts/attributes')).body.data;
  expect(properties).toContainEqual({ type: 'STRING', displayName: 'City', name: 'city' });
  expect(properties).toContainEqual({ type: 'NUMERIC', displayName: 'seats', name: 'seats' });
  expect(properties).toContainEqual({ type: 'BOOLEAN', displayName: 'isPaying', name: 'isPaying' });
  expect(properties).toContainEqual({ type: 'DATETIME', displayName: 'renewal', name: 'renewal' });
});

describe('a report', () => {
  test('has the metrics in the order in which they were asked for', async () => {
    const id = visitorSays('Hello');
    now += 60_000;
    reply(subject.world, id, 'Yes?');
    now += 60_000;
    subject.world.conversations.setStatus(id, 'closed');
    visitorSays('Another');
    const { status, body } = await subject.post('/reports/conversations', {
      filters: [
        { property: 'status', operation: 'IN', values: ['CLOSED'] },
        { property: 'updatedAt', operation: 'BETWEEN', values: ['2022-12-16', '2022-12-16'] },
        { property: 'firstAgentMessageAt', operation: 'HAS_PROPERTY' },
      ],
      metrics: ['timeToCloseMillis', 'numEndUserMessages', 'timeToAgentResponseMillis'],
    });
    expect(status).toBe(200);
    expect(body).toEqual({ count: 1, data: [{ conversationId: id, metrics: [120_000, 1, 60_000] }] });
  });

  test.each([
    [{ metrics: ['status'] }],
    [{ filters: [{ property: 'updatedAt', operation: 'BETWEEN', values: ['yesterday', 'today'] }] }],
    [{ filters: [{ property: 'mood', operation: 'HAS_PROPERTY' }] }],
    [{ filters: [{ property: 'status', operation: 'LIKE', values: ['x'] }] }],
  ])('%j is refused', async (query) => {
    expect((await subject.post('/reports/conversations', query)).status).toBe(400);
  });
});

describe('privacy', () => {
  test('a privacy retrieval names the e-mail address it is sent to', async () => {
    expect((await subject.post('/gdpr/retrieve', { email: 'a@acme.example' })).body.data).toMatchObject({
      message: expect.any(String) as unknown,
      sentToEmail: 'avery@sandbox.example',
    });
  });

  test('a deletion erases every contact with the address, deleted ones too, and all that was said', async () => {
    const { world } = subject;
    const id = visitorSays('My secret');
    world.contacts.setAttributes(visitor.contactId, { email: 'Jane@acme.example' });
    world.contacts.create('user_1', { email: 'jane@acme.example' });
    const gone = world.contacts.create(null, { email: 'jane@acme.example' });
    world.contacts.remove(gone.id);
    world.users.add({ id: 8, name: 'Jane', email: 'jane@acme.example' });
    const bystander = world.contacts.create(null, { email: 'joe@acme.example' });
    expect((await subject.post('/gdpr/delete', { email: 'jane@acme.example' })).body.data).toEqual({
      message: 'Your delete is processing',
    });
    expect(world.contacts.list().map((one) => one.id)).toEqual([bystander.id]);
    expect(world.conversations.get(id)).toBeUndefined();
    expect((await subject.get(`/conversations/${id}`)).status).toBe(404);
    expect(world.users.get(8)).toBeUndefined();
    expect(world.sessions.get(visitor.token)).toBeUndefined();
    expect(world.browsers.visit('aid-1').id).not.toBe(visitor.contactId);
  });
});

describe('the app itself', () => {
  test.each(['access_token', 'accessToken'])('token_info takes %s', async (key) => {
    const { body } = await subject.post('/app/token_info', { [key]: subject.token });
    expect(body).toMatchObject({
      access_token: subject.token,
      token_type: 'bearer',
      scope: expect.stringContaining('contact_read') as unknown,
      authenticated_userid: '4100',
    });
    expect((await subject.post('/app/token_info', { [key]: 'garbage' })).status).toBe(400);
  });

  test('an uninstalled app has no token any more, and needs its secret for it', async () => {
    const { clientId, clientSecret } = subject.app;
    expect((await subject.post(`/app/uninstall?clientId=${clientId}&clientSecret=no`, {})).status).toBe(401);
    const query = new URLSearchParams({ clientId, clientSecret });
    expect((await subject.post(`/app/uninstall?${query.toString()}`, {})).body).toEqual({
      result: 'OK',
      ok: true,
    });
    expect((await subject.get('/users/list')).status).toBe(401);
    expect(JSON.stringify(subject.world.ledger.entries())).not.toContain(clientSecret);
  });
});
