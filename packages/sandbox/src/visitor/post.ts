import { RequestError } from '../http/request-error';
import type { MessageDraft } from '../stores/conversation-changes';
import type { Contact, Conversation, PageSeen, StoredMessage } from '../protocol';
import type { Session } from '../stores/session-store';
import type { World } from '../stores/world';
import { conversationView, messageView } from './view';

export interface PostOptions {
  /** The page that did this, and so knows. */
  session?: Session | undefined;
  /** Default true; false where the open pages are told in another way. */
  isMailed?: boolean;
}

/** Something is said: it stands in the conversation and in the ledger, and every open page of the contact hears it, but for a private note. */
export function post(
  world: World,
  conversationId: number,
  draft: MessageDraft,
  { session, isMailed = true }: PostOptions = {},
): StoredMessage {
  const { contactId = 0, inboxId = 0 } = world.conversations.read(conversationId) ?? {};
  const contact = world.contacts.get(contactId);
  const page = draft.from === 'visitor' ? pageOf(contact) : undefined;
  if (draft.from === 'agent') world.users.join(draft.author);
  const message = world.conversations.add(conversationId, { ...draft, ...(page && { page }) });
  const { externalId = null } = contact ?? {};
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
  const seen = messageView(message);
  if (isMailed && seen)
    world.mail.tell({ contactId, message: { type: 'message', message: seen, inboxId }, except: session });
  return message;
}

/** Where this contact was seen last. */
export function pageOf(contact: Contact | undefined): PageSeen | undefined {
  const view = contact?.events.filter(({ name }) => name === 'page view').at(-1);
  return view && { url: String(view.attributes['url']), title: String(view.attributes['title']) };
}

/** This visitor's conversation. Throws `not_found`. */
export function ownConversation({ conversations }: World, session: Session, id: number): Conversation {
  const conversation = conversations.read(id);
  // Somebody else's conversation is answered as one that does not exist: its number must tell nothing.
  if (conversation?.contactId === session.contactId) return conversationView(conversation);
  throw new RequestError('not_found', `This visitor has no conversation ${id}.`);
}

/** The visitor's next message is their first here. */
export function isUnanswered({ messages }: Pick<Conversation, 'messages'>): boolean {
  return messages.every(({ from }) => from !== 'visitor');
}
