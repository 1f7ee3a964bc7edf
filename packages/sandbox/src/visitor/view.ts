import type { Conversation, Message, StoredConversation, StoredMessage } from '../protocol';
import type { World } from '../stores/world';

/** A message as its visitor sees it; undefined for a private note, which no visitor sees. */
export function messageView(message: Readonly<StoredMessage>): Message | undefined {
  const { id, conversationId, at, from, author, text, card, type } = message;
  if (type === 'private_note') return undefined;
  return { id, conversationId, at, from, author, text, ...(card && { card }) };
}

/** As `messageView`, for what is known to be no private note. */
export function seenMessage(message: StoredMessage): Message {
  const seen = messageView(message);
  if (seen) return seen;
  throw new Error(`Message ${message.id} is a private note.`);
}

/** A conversation as its visitor sees it: without private notes, and without what only agents may know. */
export function conversationView(conversation: Readonly<StoredConversation>): Conversation {
  const { id, contactId, inboxId, createdAt, playbook, messages } = conversation;
  const seen = messages.flatMap((message) => messageView(message) ?? []);
  return structuredClone({
    id,
    contactId,
    inboxId,
    createdAt,
    messages: seen,
    ...(playbook && { playbook }),
  });
}

/** All that this contact and the team said to each other, the oldest conversation first. */
export function historyOf({ conversations }: World, contactId: number): Conversation[] {
  return conversations.ofContact(contactId).map(conversationView);
}
