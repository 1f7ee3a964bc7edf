import { beforeEach, expect, test, vi } from 'vitest';
import { messageView } from './view';
import type { Session } from '../stores/session-store';
import type { VisitorMail, World } from '../stores/world';
import { createWorld } from '../stores/create-world';
import { reply, say } from './chat';

let world: World;
let jane: Session;
const mail = vi.fn<(mail: VisitorMail) => void>();
beforeEach(() => {
  world = createWorld();
  jane = world.sessions.open('aid-1', world.browsers.visit('aid-1').id);
  mail.mockClear();
  world.mail.add(mail);
});

test('the first message opens a conversation of the contact, the next goes on in it', () => {
  const first = say(world, jane, { conversationId: null, text: 'Hello' });
  const second = say(world, jane, { conversationId: first.conversation.id, text: 'Anybody?' });
  expect([first.started, second.started]).toEqual([true, false]);
  expect(second.conversation.messages.map(({ text }) => text)).toEqual(['Hello', 'Anybody?']);
  expect(second.conversation.contactId).toBe(jane.contactId);
});

test("somebody else's conversation is one that does not exist", () => {
  const { conversation } = say(world, jane, { conversationId: null, text: 'My secret' });
  const stranger = world.sessions.open('aid-2', world.browsers.visit('aid-2').id);
  expect(() => say(world, stranger, { conversationId: conversation.id, text: 'Hi' })).toThrow(
    `This visitor has no conversation ${conversation.id}.`,
  );
});

test('an answer is mailed to the pages of the contact and stands in the ledger', () => {
  const { conversation } = say(world, jane, { conversationId: null, text: 'Hello' });
  const answer = reply(world, conversation.id, 'Hi!', { id: 7, name: 'Robin' });
  expect(mail).toHaveBeenLastCalledWith(
    expect.objectContaining({
      contactId: jane.contactId,
      message: { type: 'message', message: messageView(answer), inboxId: 1 },
    }),
  );
  expect(world.ledger.entries({ type: 'message' }).map(({ from, text }) => [from, text])).toEqual([
    ['visitor', 'Hello'],
    ['agent', 'Hi!'],
  ]);
});

test('a message is not mailed to the page that wrote it, since its answer says it already', () => {
  say(world, jane, { conversationId: null, text: 'Hello' });
  expect(mail).toHaveBeenCalledWith(expect.objectContaining({ except: jane }));
});

test('an answer to no conversation is refused', () => {
  expect(() => reply(world, 1, 'Hi')).toThrow('There is no conversation 1.');
});

test('a new conversation goes to the inbox that is named', () => {
  const { conversation } = say(world, jane, { conversationId: null, text: 'Hello', inboxId: 7 });
  expect(conversation.inboxId).toBe(7);
});
