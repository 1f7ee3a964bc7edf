import { expect, test } from 'vitest';
import { createConversationStore } from './conversation-store';
import { DEFAULT_AGENT } from '../rules/known-ids';

const create = (): ReturnType<typeof createConversationStore> =>
  createConversationStore({ now: () => 5, onChange: () => undefined });

test('history is listed by contact', () => {
  const conversations = create();
  const mine = conversations.start(1);
  conversations.start(2);
  expect(conversations.list({ contactId: 1 }).map(({ id }) => id)).toEqual([mine.id]);
  expect(conversations.list()).toHaveLength(2);
});

test('messages are numbered upwards over all conversations', () => {
  const conversations = create();
  const [one, two] = [conversations.start(1), conversations.start(2)];
  const draft = { from: 'agent', author: DEFAULT_AGENT, text: 'Hi' } as const;
  const first = conversations.add(one.id, draft);
  expect(conversations.add(two.id, draft).id).toBeGreaterThan(first.id);
});

test('moving takes all conversations of the one contact, and no others', () => {
  const conversations = create();
  const [one, two] = [conversations.start(1), conversations.start(2)];
  expect(conversations.move(1, 3)).toEqual([one.id]);
  expect(conversations.get(one.id)?.contactId).toBe(3);
  expect(conversations.get(two.id)?.contactId).toBe(2);
});

test('restored conversations are there again, and new ids follow theirs', () => {
  const before = create();
  const draft = { from: 'visitor', author: DEFAULT_AGENT, text: 'Hi' } as const;
  const { id } = before.start(1);
  const message = before.add(id, draft);
  const after = create();
  after.restore(before.list());
  expect(after.list()).toEqual(before.list());
  const next = after.start(1);
  expect(next.id).toBeGreaterThan(id);
  expect(after.add(next.id, draft).id).toBeGreaterThan(message.id);
});

test('a token in a message is not kept whole', () => {
  const conversations = create();
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  const { id } = conversations.start(1);
  conversations.add(id, { from: 'visitor', author: DEFAULT_AGENT, text: `It says ${token}, why?` });
  expect(conversations.get(id)?.messages[0]?.text).toBe(`It says eyJ… (${token.length} characters), why?`);
});
