import { expect, test } from 'vitest';
import type { Conversation, Message } from '../../protocol';
import type { State } from './state';
import * as change from './state';

const { INITIAL_STATE } = change;
const message = (id: number, conversationId = 1, text = `message ${id}`): Message => ({
  ...{ id, conversationId, text, at: id, from: 'agent' },
  author: { id: 7, name: 'Avery' },
});
const conversation = (id: number, ...messages: Message[]): Conversation => ({
  ...{ id, contactId: 1, inboxId: 1, createdAt: 0, messages },
});
const run = (state: State, ...changes: change.Change[]): State =>
  changes.reduce((next, one) => one(next), state);

test('opening the chat shows the widget and counts everything as seen', () => {
  const state = run({ ...INITIAL_STATE, widgetVisible: false, unread: 3 }, change.openChat);
  expect(state).toMatchObject({ chatOpen: true, widgetVisible: true, unread: 0 });
});

test('closing the chat ends its takeover of the page', () => {
  expect(run({ ...INITIAL_STATE, chatOpen: true, takeover: true }, change.closeChat)).toMatchObject({
    chatOpen: false,
    takeover: false,
  });
});

test('config is a layer over what was there, and enabled: false hides the widget', () => {
  const state = run(INITIAL_STATE, change.configure({ locale: 'de' }), change.configure({ enabled: false }));
  expect(state).toMatchObject({ config: { locale: 'de', enabled: false }, widgetVisible: false });
  expect(run(state, change.configure({ enabled: true })).widgetVisible).toBe(true);
});

test('another history leaves the conversation that is not in it, for the newest that is', () => {
  const before = run(INITIAL_STATE, change.setHistory([conversation(1)]));
  expect(before.conversationId).toBe(1);
  expect(run(before, change.setHistory([conversation(1), conversation(2)])).conversationId).toBe(1);
  expect(run(before, change.setHistory([conversation(5), conversation(6)])).conversationId).toBe(6);
  expect(run(before, change.setHistory([])).conversationId).toBeNull();
});

test('a message that arrives twice is added once', () => {
  const state = run(
    INITIAL_STATE,
    change.addMessage(message(1), 1, true),
    change.addMessage(message(1), 1, false),
  );
  expect(state.conversations[0]?.messages).toHaveLength(1);
  expect(change.knows(state, message(1))).toBe(true);
  expect(change.knows(state, message(2))).toBe(false);
});

test('an answer that the stream has overtaken takes nothing back', () => {
  const ahead = run(INITIAL_STATE, change.addMessage(message(2), 1, true));
  const state = run(ahead, change.mergeConversation(conversation(1, message(1))));
  expect(state.conversations[0]?.messages.map(({ id }) => id)).toEqual([1, 2]);
});

test('a message on its way is failed or dropped by its id', () => {
  const outgoing = { ...message(-1), delivery: 'sending' } as const;
  const state = run(INITIAL_STATE, change.addOutgoing(outgoing), change.addOutgoing({ ...outgoing, id: -2 }));
  expect(run(state, change.failOutgoing(-1)).outgoing.map(({ delivery }) => delivery)).toEqual([
    'failed',
    'sending',
  ]);
  expect(run(state, change.dropOutgoing(-1)).outgoing.map(({ id }) => id)).toEqual([-2]);
});
