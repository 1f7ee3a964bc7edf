import { beforeEach, expect, test } from 'vitest';
import type { Message } from '../../protocol';
import type { Bench } from './context-for-test';
import { createVisitBench } from './context-for-test';
import { openChat } from './state';

let bench: Bench;
beforeEach(async () => void (bench = await createVisitBench()));

const state = (): typeof bench.context.store.state => bench.context.store.state;
const fromAgent = (id: number, conversationId = 1): Message => ({
  id,
  conversationId,
  at: 0,
  from: 'agent',
  author: { id: 7, name: 'Robin' },
  text: 'Hi!',
});

test('a message is on its way at once, and sent when the server has it', async () => {
  const said = bench.context.chat.say('Hello');
  expect(state().outgoing).toMatchObject([{ text: 'Hello', delivery: 'sending' }]);
  await said;
  expect(state().outgoing).toEqual([]);
  expect(state().conversations[0]?.messages).toMatchObject([{ text: 'Hello', from: 'visitor' }]);
});

test('a message that does not get through can be sent again', async () => {
  bench.breakNetwork(true);
  await bench.context.chat.say('Hello');
  expect(state().outgoing).toMatchObject([{ text: 'Hello', delivery: 'failed' }]);
  bench.breakNetwork(false);
  await bench.context.chat.retry(state().outgoing[0]?.id ?? 0);
  expect(state().outgoing).toEqual([]);
  expect(bench.world.ledger.entries({ type: 'message' })).toMatchObject([{ text: 'Hello' }]);
});

test('the first message starts a conversation, the second does not', async () => {
  await bench.context.chat.say('Hello');
  await bench.context.chat.say('Anybody?');
  const conversationId = bench.world.conversations.list()[0]?.id;
  expect(bench.raised).toEqual([
    ['startConversation', { conversationId, inboxId: 1 }],
    ['message:sent', { conversationId, inboxId: 1 }],
    ['message:sent', { conversationId, inboxId: 1 }],
  ]);
});

test("an agent's message raises `message` with who wrote it, once", () => {
  bench.context.chat.receive(fromAgent(1), 1);
  bench.context.chat.receive(fromAgent(1), 1);
  expect(bench.raised).toEqual([
    [
      'message',
      {
        conversationId: 1,
        inboxId: 1,
        teamMember: { id: 7, name: 'Robin' },
        data: { sidebarOpen: false, widgetVisible: true, isOnline: true },
      },
    ],
  ]);
});

test('what comes while the chat is closed is unread, what is looked at is not', () => {
  bench.context.chat.receive(fromAgent(1), 1);
  expect(state().unread).toBe(1);
  bench.context.store.change(openChat);
  bench.context.chat.receive(fromAgent(2), 1);
  expect(state().unread).toBe(0);
  bench.context.chat.receive(fromAgent(3, 2), 1);
  expect(state().unread).toBe(1);
});

test.each([
  [7, 7],
  [0, 1],
  ['7', 1],
  [-1, 1],
])('config({ inboxId: %j }) sends a new conversation to inbox %j', async (inboxId, expected) => {
  bench.context.store.change((before) => ({ ...before, config: { inboxId } }));
  await bench.context.chat.say('Hello');
  expect(bench.raised[0]?.[1]).toMatchObject({ inboxId: expected });
});
