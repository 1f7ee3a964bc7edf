import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RestSubject } from '../rest/rest-for-test';
import { createRestSubject } from '../rest/rest-for-test';
import type { Assumptions, CardAnswer, Playbook, WebhookEntry } from '../protocol';
import type { Session } from '../stores/session-store';
import { answerCard } from '../playbooks/answer-card';
import { reply, say } from '../visitor/chat';
import { startInteraction } from '../playbooks/run-playbook';
import { disconnectApp } from '../oauth/connect-app';
import { WEBHOOK_EVENTS } from './events';
import type { Received, Receiver } from './receiver-for-test';
import { createReceiver } from './receiver-for-test';

const START = 1_700_000_000_000;
const PLAYBOOK: Playbook = {
  interactionId: 42,
  playbookId: 7,
  name: 'Pricing',
  steps: [
    { say: 'Prices?', buttons: ['Yes', 'No'] },
    { say: 'Your e-mail?', ask: 'email' },
    { say: 'Your phone?', ask: 'phone' },
    { say: 'When?', ask: 'meeting' },
    { say: 'Here is your quote.', goal: 'quote_reached' },
  ],
};

let receiver: Receiver;
beforeAll(async () => void (receiver = await createReceiver()));
afterAll(() => receiver.close());

let subject: RestSubject;
let world: RestSubject['world'];
let jane: Session;
beforeEach(() => begin());

/** A world whose first app hears everything, with one visitor. */
function begin(assumptions: Partial<Assumptions> = {}): void {
  (subject as RestSubject | undefined)?.world.webhooks.close();
  subject = createRestSubject(
    {
      webhooks: { requestUrl: receiver.url },
      signedIdentities: 'disabled',
      playbooks: [PLAYBOOK],
      // In order, so that a test may say in which.
      assumptions: { webhookOrder: 'in_order', ...assumptions },
    },
    () => START,
  );
  ({ world } = subject);
  world.webhooks.begin();
  jane = world.sessions.open('aid-1', world.browsers.visit('aid-1').id);
  receiver.received.length = 0;
  receiver.answer = (response) => void response.end();
}
afterAll(() => subject.world.webhooks.close());

/** What came since the last time, in the order in which it came. */
async function heard(...types: string[]): Promise<Received[]> {
  await world.webhooks.settled();
  const all = receiver.received.splice(0);
  return types.length === 0 ? all : all.filter(({ type }) => types.includes(type));
}
const names = async (): Promise<string[]> => (await heard()).map(({ type }) => type);
const write = (text: string): number => say(world, jane, { conversationId: null, text }).conversation.id;
const entries = (): WebhookEntry[] => world.ledger.entries({ type: 'webhook' });

test('a visitor writes: new_conversation, then new_message, as the REST half answers them', async () => {
  const id = write('Hello');
  const [began, message] = await heard();
  const conversation = await subject.get(`/conversations/${id}`);
  expect(began).toMatchObject({ type: 'new_conversation', orgId: 4100, data: conversation.body.data });
  const messages = await subject.get(`/conversations/${id}/messages`);
  expect(message).toMatchObject({ type: 'new_message', data: messages.body.data.messages[0] });
  expect(message?.data).toMatchObject({ orgId: 4100, conversationId: id, type: 'chat', body: 'Hello' });
  for (const { token, header } of [began, message] as Received[])
    expect([token, header]).toEqual([subject.app.verificationToken, subject.app.verificationToken]);
});

test('a second message in a conversation raises no new_conversation', async () => {
  const id = write('Hello');
  await heard();
  say(world, jane, { conversationId: id, text: 'Anybody?' });
  expect(await names()).toEqual(['new_message']);
});

test('what a playbook opens is no new_conversation: its messages are the bot’s', async () => {
  startInteraction(world, jane, 42);
  const [first, ...others] = await heard();
  expect(first).toMatchObject({ type: 'new_message', data: { author: { type: 'user', bot: true } } });
  expect(others.map(({ type }) => type)).toEqual(['conversation_participant_added']);
});

test('an agent answers: new_message, and the agent is a participant once', async () => {
  const id = write('Hello');
  await heard();
  reply(world, id, 'Hi');
  reply(world, id, 'How are you?');
  const [one, added, two, ...rest] = await heard();
  expect([one?.type, two?.type, rest]).toEqual(['new_message', 'new_message', []]);
  expect(added).toMatchObject({
    type: 'conversation_participant_added',
    data: { conversationId: id, addedParticipants: [101], changedAt: START },
  });
});

describe('a slash command', () => {
  test('of an agent is a private note, and new_command_message too', async () => {
    const id = write('Hello');
    await heard();
    world.conversations.add(id, {
      from: 'agent',
      author: { id: 101, name: 'Avery' },
      type: 'private_note',
      text: '/signup trial',
    });
    const [message, command] = await heard();
    expect([message?.type, command?.type]).toEqual(['new_message', 'new_command_message']);
    expect(command?.data).toMatchObject({
      type: 'private_note',
      body: '/signup trial',
      author: { type: 'user', id: 101, bot: false },
    });
  });

  test('agentMessageBody paragraph: it stands in a paragraph, as other words do', async () => {
    begin({ agentMessageBody: 'paragraph' });
    const id = write('Hello');
    reply(world, id, '/signup <b>');
    const [command] = await heard('new_command_message');
    expect(command?.data['body']).toBe('<p>/signup &#60;b&#62;</p>');
  });
});

describe('what an app posts', () => {
  const post = async (): Promise<string[]> => {
    const id = write('Hello');
    await heard();
    await subject.post(`/conversations/${id}/messages`, { type: 'chat', body: '<p>Hi</p>' });
    return (await heard('new_message')).map(({ data }) =>
      String((data['attributes'] as object | undefined) !== undefined),
    );
  };

  test('comes back as new_message, with the id of the app', async () => {
    const id = write('Hello');
    await heard();
    await subject.post(`/conversations/${id}/messages`, { type: 'chat', body: '<p>Hi</p>' });
    const [message] = await heard('new_message');
    expect(message?.data).toMatchObject({
      body: '<p>Hi</p>',
      author: { bot: true },
      attributes: { developer_app_id: subject.app.id },
    });
  });

  test('newMessageOfApi not_sent: it does not', async () => {
    begin({ newMessageOfApi: 'not_sent' });
    expect(await post()).toEqual([]);
  });

  test('as a conversation that began elsewhere is a new_conversation', async () => {
    await subject.post('/conversations/new', { email: 'a@b.example', message: { body: 'Hello' } });
    expect(await names()).toEqual(['new_conversation', 'new_message']);
  });
});

describe('a conversation is pushed', () => {
  test('by closing it, in an envelope within the envelope', async () => {
    const id = write('Hello');
    reply(world, id, 'Hi');
    await heard();
    world.conversations.setStatus(id, 'closed');
    const [status, manual, push, ...rest] = await heard();
    expect(rest).toEqual([]);
    expect(status).toMatchObject({
      type: 'conversation_status_updated',
      data: { orgId: 4100, conversationId: id, status: 'closed', changedAt: START },
    });
    const data = { conversationId: id, userId: 101, pushedAt: START };
    expect(manual).toMatchObject({ type: 'conversation_manual_push', data });
    expect(push).toMatchObject({
      type: 'conversation_push',
      data: { source: 'conversation_manual_push', data },
    });
  });

  test('not by opening it again', async () => {
    const id = write('Hello');
    world.conversations.setStatus(id, 'closed');
    await heard();
    world.conversations.setStatus(id, 'open');
    expect(await names()).toEqual(['conversation_status_updated']);
  });

  test('by hand', async () => {
    const id = write('Hello');
    await heard();
    world.webhooks.push(id, 101);
    expect(await heard('conversation_push')).toMatchObject([
      { data: { source: 'conversation_manual_push', data: { conversationId: id, userId: 101 } } },
    ]);
    expect(() => world.webhooks.push(1)).toThrow('There is no conversation 1.');
  });

  test('ten minutes after its last word, once', async () => {
    const id = write('Hello');
    world.clock.advance(300_000);
    say(world, jane, { conversationId: id, text: 'Still there?' });
    await heard();
    world.clock.advance(599_000);
    expect(await names()).toEqual([]);
    world.clock.advance(16_000);
    const data = { conversationId: id, lastUpdated: START + 300_000 };
    expect(await heard()).toMatchObject([
      { type: 'conversation_inactive', data },
      { type: 'conversation_push', data: { source: 'conversation_inactive', data } },
    ]);
    world.clock.advance(3_600_000);
    expect(await names()).toEqual([]);
  });

  test.each([
    ['1min', 61_000, 2],
    ['never', 86_400_000, 0],
  ] as const)('inactiveAfter %s', async (inactiveAfter, milliseconds, count) => {
    begin({ inactiveAfter });
    write('Hello');
    await heard();
    world.clock.advance(milliseconds + 15_000);
    expect(await names()).toHaveLength(count);
  });

  test('a closed conversation raises no conversation_inactive', async () => {
    world.conversations.setStatus(write('Hello'), 'closed');
    await heard();
    world.clock.advance(3_600_000);
    expect(await names()).toEqual([]);
  });
});

describe('a playbook is answered', () => {
  const conversation = (): number => world.conversations.list()[0]?.id ?? 0;
  const asked = (): number =>
    world.conversations.list()[0]?.messages.find(({ card }) => card?.answer === null)?.id ?? 0;
  const answer = (given: CardAnswer): void =>
    void answerCard(world, jane, { conversationId: conversation(), messageId: asked(), answer: given });
  beforeEach(async () => {
    startInteraction(world, jane, 42);
    await heard();
  });

  test('a button: button_clicked, with what the visitor said by it', async () => {
    answer({ type: 'buttons', text: 'Yes' });
    const [message, clicked, ...rest] = await heard();
    expect(message).toMatchObject({
      type: 'new_message',
      data: { body: 'Yes', author: { type: 'contact' } },
    });
    expect(clicked).toMatchObject({ type: 'button_clicked', data: message?.data });
    // The visitor who answers opens what was sent in bulk.
    expect(rest.map(({ type }) => type)).toEqual(['conversation_status_updated', 'new_message']);
  });

  test('an e-mail address: contact_identified, and contact_updated with what changed', async () => {
    answer({ type: 'buttons', text: 'Yes' });
    await heard();
    answer({ type: 'email', email: 'jane@acme.example' });
    const [identified, updated] = await heard('contact_identified', 'contact_updated');
    const contact = await subject.get(`/contacts/${jane.contactId}`);
    expect(identified?.data).toEqual(contact.body.data);
    expect(updated?.data).toEqual({
      endUserId: jane.contactId,
      timestamp: START,
      orgId: 4100,
      diff: [{ name: 'attributes.email', previous: null, updated: 'jane@acme.example' }],
    });
  });

  test('a phone, a meeting and a goal', async () => {
    answer({ type: 'buttons', text: 'Yes' });
    answer({ type: 'email', email: 'jane@acme.example' });
    answer({ type: 'phone', phone: '+1 555 0100' });
    const card = world.conversations.list()[0]?.messages.at(-1)?.card;
    const [time = 0] = card?.type === 'meeting' ? card.slots : [];
    answer({ type: 'meeting', time, timeZone: 'UTC' });
    const [phone, meeting, goal] = await heard('phone_captured', 'new_meeting', 'playbook_goal_met');
    const conversationId = conversation();
    const contact = jane.contactId;
    expect(phone?.data).toEqual({
      conversationId,
      authorId: contact,
      authorType: 'contact',
      phoneNumber: '+1 555 0100',
    });
    expect(meeting?.data).toMatchObject({
      agentId: 101,
      orgId: 4100,
      schedulerId: contact,
      slotStart: time,
      slotEnd: time + 1_800_000,
      scheduledAt: START,
      conversationId,
      eventId: expect.any(String) as string,
      slug: expect.any(String) as string,
    });
    expect(goal?.data).toEqual({
      conversationId,
      playbookId: 7,
      contactId: contact,
      goalId: expect.stringMatching(
        /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
      ) as string,
      goalName: 'quote_reached',
      playbookName: 'Pricing',
      contactEmail: 'jane@acme.example',
    });
    const [listed] = (await subject.get('/playbooks/list')).body as unknown as { goals: object[] }[];
    expect(listed?.goals).toEqual([{ id: goal?.data['goalId'], message: 'quote_reached' }]);
    const range = 'min_start_time=0&max_start_time=9000000000000';
    const [booked] = (await subject.get(`/users/meetings/org?${range}`)).body.data;
    expect(booked).toMatchObject(meeting?.data ?? {});
  });
});

describe('contacts', () => {
  test('what an app changes is contact_updated, with the value before; one that is new is not', async () => {
    const { body } = await subject.post('/contacts', { attributes: { email: 'a@b.example', plan: 'pro' } });
    expect(await names()).toEqual([]);
    await subject.send('PATCH', `/contacts/${body.data.id}`, { attributes: { plan: 'free', seats: 3 } });
    expect(await heard()).toMatchObject([
      {
        type: 'contact_updated',
        data: {
          endUserId: body.data.id,
          diff: [
            { name: 'attributes.plan', previous: 'pro', updated: 'free' },
            { name: 'attributes.seats', previous: null, updated: 3 },
          ],
        },
      },
    ]);
  });

  test('an attribute with the name of what every object has was not there before', async () => {
    const { body } = await subject.post('/contacts', { attributes: { email: 'a@b.example' } });
    const attributes = { constructor: 'x', toString: 'y' };
    await subject.send('PATCH', `/contacts/${body.data.id}`, { attributes });
    const [updated] = await heard();
    expect(updated?.data['diff']).toEqual([
      { name: 'attributes.constructor', previous: null, updated: 'x' },
      { name: 'attributes.toString', previous: null, updated: 'y' },
    ]);
  });

  test('a change that changes nothing raises nothing', async () => {
    const { body } = await subject.post('/contacts', { attributes: { email: 'a@b.example', plan: 'pro' } });
    await subject.send('PATCH', `/contacts/${body.data.id}`, { attributes: { plan: 'pro' } });
    expect(await names()).toEqual([]);
  });

  test('who opts out is user_unsubscribed, once', async () => {
    const { body } = await subject.post('/contacts', { attributes: { email: 'a@b.example' } });
    await subject.post('/emails/unsubscribe', ['a@b.example']);
    await subject.post('/emails/unsubscribe', ['a@b.example']);
    expect(await heard()).toMatchObject([{ type: 'user_unsubscribed', data: { id: body.data.id } }]);
  });
});

test('an agent goes: user_availability_updated, in the words of the webhooks', async () => {
  world.users.update(101, { availability: 'OFFLINE' });
  world.users.update(101, { name: 'Avery A.' });
  world.users.update(101, { availability: 'AVAILABLE' });
  expect((await heard()).map(({ data }) => data)).toEqual([
    { userId: 101, updatedAt: START, availability: 'OFFLINE' },
    { userId: 101, updatedAt: START, availability: 'ONLINE' },
  ]);
});

describe('connecting', () => {
  test('an app that takes itself away hears it too', async () => {
    const { clientId, clientSecret } = subject.app;
    const query = new URLSearchParams({ clientId, clientSecret }).toString();
    await subject.post(`/app/uninstall?${query}`, {});
    expect(await names()).toEqual(['app_disconnected']);
  });

  test('an app that is let go hears app_disconnected, and nothing after it', async () => {
    disconnectApp(world, subject.app.id);
    write('Hello');
    expect(await heard()).toMatchObject([{ type: 'app_disconnected', orgId: 4100, data: {} }]);
    expect(entries()).toContainEqual(
      expect.objectContaining({
        event: 'new_message',
        outcome: 'withheld',
        why: 'The app is not connected.',
      }),
    );
  });

  test('an app with an OAuth grant only hears events, and app_disconnected at the end', async () => {
    const { id, scopes } = subject.app;
    disconnectApp(world, id);
    await heard();
    world.grants.exchange(id, world.grants.issueCode({ id, scopes }, ''), undefined);
    write('Hello');
    expect(await names()).toEqual(['new_conversation', 'new_message']);
    disconnectApp(world, id);
    expect(await names()).toEqual(['app_disconnected']);
  });

  test('an app that gets a new token at once hears no app_disconnected', async () => {
    world.apps.reconnect(subject.app.id);
    expect(await names()).toEqual([]);
  });

  test('newSubscriptions after_reconnect: a new event counts after the app is reconnected', async () => {
    begin({ newSubscriptions: 'after_reconnect' });
    const { id } = world.apps.update(subject.app.id, { events: [] });
    world.apps.reconnect(id);
    world.apps.update(id, { events: ['new_message'] });
    write('Hello');
    expect(await names()).toEqual([]);
    world.apps.reconnect(id);
    write('Hello');
    expect(await names()).toEqual(['new_message']);
  });

  test('a rotated token stands in what comes after it', async () => {
    const { verificationToken } = world.apps.rotateVerificationToken(subject.app.id);
    write('Hello');
    const tokens = (await heard()).map(({ token }) => token);
    expect(tokens).toEqual([verificationToken, verificationToken]);
    expect(verificationToken).not.toBe(subject.app.verificationToken);
  });
});

describe('deletion', () => {
  const erase = async (): Promise<void> => {
    world.contacts.create(null, { email: 'a@b.example' });
    await subject.post('/gdpr/delete', { email: 'A@b.example' });
  };
  test.each([
    ['email', { email: 'a@b.example' }],
    ['contact_id', { contactId: 1002 }],
    ['neither', {}],
  ] as const)('gdprDeleteRequested %s', async (gdprDeleteRequested, data) => {
    begin({ gdprDeleteRequested });
    await erase();
    expect(await heard()).toMatchObject([{ type: 'gdpr_delete_requested' }]);
    await erase();
    expect(world.contacts.byEmail('a@b.example')).toEqual([]);
    expect((await heard())[0]?.data).toEqual(
      gdprDeleteRequested === 'contact_id' ? { contactId: 1003 } : data,
    );
  });
});

test('every event there is has a cause or can be raised by hand', async () => {
  for (const event of Object.keys(WEBHOOK_EVENTS)) world.webhooks.emit(event, { of: event });
  const all = await heard();
  expect(all.map(({ type, data }) => [type, data])).toEqual(
    Object.keys(WEBHOOK_EVENTS).map((event) => [event, { of: event }]),
  );
});

test('emit sends one app an event without a subscription, and unknown events too', async () => {
  const other = world.apps.create({ requestUrl: receiver.url });
  world.webhooks.emit('brand_new_event', { a: 1 }, { appId: other.id });
  expect(await heard()).toMatchObject([
    { type: 'brand_new_event', data: { a: 1 }, token: other.verificationToken },
  ]);
});

test('what was delivered is sent again from its entry', async () => {
  write('Hello');
  await heard();
  world.webhooks.sendAgain(entries().at(-1)?.seq ?? 0);
  expect(await heard()).toMatchObject([{ type: 'new_message', data: { body: 'Hello' } }]);
  expect(() => world.webhooks.sendAgain(0)).toThrow('Entry 0 of the ledger is not a webhook.');
});

test('what is forgotten is heard of by nobody, and what was there before the start is no news', async () => {
  write('Hello');
  await heard();
  world.clear();
  await world.webhooks.settled();
  expect([receiver.received, entries()]).toEqual([[], []]);
  jane = world.sessions.open('aid-1', world.browsers.visit('aid-1').id);
  write('Hello again');
  expect(await names()).toEqual(['new_conversation', 'new_message']);
});

test('in a generated conversation, only the new answer raises an event', async () => {
  world.webhooks.close();
  subject = createRestSubject({
    webhooks: { requestUrl: receiver.url },
    assumptions: { webhookOrder: 'in_order' },
    seed: { generate: { conversations: 100, seed: 7 } },
  });
  ({ world } = subject);
  world.webhooks.begin();
  receiver.received.length = 0;
  const { body } = await subject.get('/conversations/list?limit=1&statusId=2');
  const [row] = body.data;
  await subject.post(`/conversations/${row?.id}/messages`, { type: 'chat', body: 'Hello' });
  const all = await heard('new_conversation', 'new_message', 'contact_updated');
  expect(all).toMatchObject([{ type: 'new_message', data: { conversationId: row?.id, body: 'Hello' } }]);
});
