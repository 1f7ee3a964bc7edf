import { RequestError } from '../errors';
import type { Author, Conversation, Message } from '../protocol';
import type { Session } from '../sessions';
import type { World } from '../world';

export const VISITOR: Author = { id: 0, name: 'You' };
export const BOT: Author = { id: 100, name: 'Driftbot' };

export interface PostOptions {
  /** The page that did this, and so knows. */
  session?: Session | undefined;
  /** Default true; false where the open pages are told in another way. */
  isMailed?: boolean;
}

/** Something is said: it stands in the conversation and in the ledger, and every open page of the contact hears it. */
export function post(
  world: World,
  conversationId: number,
  draft: Pick<Message, 'from' | 'author' | 'text' | 'card'>,
  { session, isMailed = true }: PostOptions = {},
): Message {
  const message = world.conversations.add(conversationId, draft);
  const { contactId = 0, inboxId = 0 } = world.conversations.get(conversationId) ?? {};
  const { externalId = null } = world.contacts.get(contactId) ?? {};
  world.ledger.append({
    type: 'message',
    aid: session?.aid ?? null,
    contactId,
    externalId,
    conversationId,
    from: message.from,
    messageId: message.id,
    text: message.text,
  });
  if (isMailed)
    world.mail.tell({ contactId, message: { type: 'message', message, inboxId }, except: session });
  return message;
}

/** This visitor's conversation. Throws `not_found`. */
export function ownConversation({ conversations }: World, session: Session, id: number): Conversation {
  const conversation = conversations.get(id);
  // Somebody else's conversation is answered as one that does not exist: its number must tell nothing.
  if (conversation?.contactId === session.contactId) return conversation;
  throw new RequestError('not_found', `This visitor has no conversation ${id}.`);
}

/** The visitor's next message is their first here. */
export function isUnanswered({ messages }: Conversation): boolean {
  return messages.every(({ from }) => from !== 'visitor');
}
