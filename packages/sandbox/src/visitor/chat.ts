import { DEFAULT_AGENT } from '../conversations';
import { RequestError } from '../errors';
import type { Author, Conversation, Message, Sent } from '../protocol';
import type { Session } from '../sessions';
import type { World } from '../world';

const VISITOR: Author = { id: 0, name: 'You' };
const BOT: Author = { id: 100, name: 'Driftbot' };

/** The visitor writes, into a conversation of their own contact or with null into a new one. */
export function say(world: World, session: Session, conversationId: number | null, text: string): Sent {
  const started = conversationId === null;
  const id = started
    ? world.conversations.start(session.contactId).id
    : own(world, session, conversationId).id;
  const message = post(world, id, { from: 'visitor', author: VISITOR, text }, session);
  return { conversation: own(world, session, id), message, started };
}

/** A playbook speaks first, in a new conversation. */
export function startInteraction(world: World, session: Session, interactionId: number): Sent {
  const { id } = world.conversations.start(session.contactId);
  const text = `Playbook ${interactionId} is talking. How can we help?`;
  const message = post(world, id, { from: 'bot', author: BOT, text }, session);
  return { conversation: own(world, session, id), message, started: true };
}

/** An agent answers; every open page of the contact hears it. Throws `not_found` for an unknown conversation. */
export function reply(
  world: World,
  conversationId: number,
  text: string,
  author: Author = DEFAULT_AGENT,
): Message {
  if (!world.conversations.get(conversationId)) {
    throw new RequestError('not_found', `There is no conversation ${conversationId}.`);
  }
  return post(world, conversationId, { from: 'agent', author, text });
}

function own({ conversations }: World, session: Session, id: number): Conversation {
  const conversation = conversations.get(id);
  // Somebody else's conversation is answered as one that does not exist: its number must tell nothing.
  if (conversation?.contactId === session.contactId) return conversation;
  throw new RequestError('not_found', `This visitor has no conversation ${id}.`);
}

function post(
  world: World,
  conversationId: number,
  draft: Pick<Message, 'from' | 'author' | 'text'>,
  session?: Session,
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
  world.mail.tell({ contactId, message: { type: 'message', message, inboxId }, except: session });
  return message;
}
