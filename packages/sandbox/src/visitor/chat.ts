import { DEFAULT_AGENT, VISITOR } from '../rules/known-ids';
import { RequestError } from '../http/request-error';
import type { Author, ConversationStatus, Sent, StoredConversation, StoredMessage } from '../protocol';
import type { Session } from '../stores/session-store';
import type { World } from '../stores/world';
import { isUnanswered, ownConversation, post } from './post';
import { seenMessage } from './view';

export interface Said {
  /** Null: into a new one. */
  conversationId: number | null;
  text: string;
  /** Where a new one goes; default: the account's own. */
  inboxId?: number | undefined;
}

/** The visitor writes, into a conversation of their own contact or into a new one. */
export function say(world: World, session: Session, { conversationId, text, inboxId }: Said): Sent {
  const id =
    conversationId ??
    world.conversations.start(session.contactId, inboxId === undefined ? {} : { inboxId }).id;
  const started = isUnanswered(ownConversation(world, session, id));
  const message = post(world, id, { from: 'visitor', author: VISITOR, text }, { session });
  return { conversation: ownConversation(world, session, id), message: seenMessage(message), started };
}

/**
 * An agent answers; every open page of the contact hears it. A private note no page hears, nor a slash command, which is one
 * (devdocs: quick start). Throws `not_found` for an unknown conversation.
 */
export function reply(
  world: World,
  conversationId: number,
  text: string,
  author: Author = DEFAULT_AGENT,
  type: StoredMessage['type'] = 'chat',
): StoredMessage {
  if (!world.conversations.read(conversationId)) {
    throw new RequestError('not_found', `There is no conversation ${conversationId}.`);
  }
  const isCommand = /^\/\w/.test(text);
  return post(world, conversationId, {
    from: 'agent',
    author,
    text,
    type: isCommand ? 'private_note' : type,
  });
}

/** An agent closes a conversation, opens it again, or sets it aside. Throws `not_found`. */
export function setStatus(
  { conversations }: World,
  conversationId: number,
  status: ConversationStatus,
): StoredConversation {
  if (!conversations.read(conversationId))
    throw new RequestError('not_found', `There is no conversation ${conversationId}.`);
  conversations.setStatus(conversationId, status);
  return conversations.get(conversationId) as StoredConversation;
}
