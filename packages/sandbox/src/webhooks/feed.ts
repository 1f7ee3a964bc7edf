import type { Contact, StoredConversation, StreamMessage, User } from '../protocol';
import { userEvents } from './contact-events';
import type { FeedOptions } from './feed-options';
import { gdprEvents } from './gdpr-events';
import { watchContacts } from './watch-contacts';
import { watchConversations } from './watch-conversations';

/** What there was before anything happened. */
export interface Records {
  contacts: readonly Contact[];
  conversations: readonly StoredConversation[];
  users: readonly User[];
}

/**
 * Finds out what happened, by comparing each record with what it was: so whatever changes the one world, a page, the
 * console, a test or an app, is heard of alike.
 */
export interface Feed {
  /** Begins with these records: what they hold already raises no event. */
  begin(records: Records): void;
  hear(change: StreamMessage): void;
  /** Ignores changes until `begin`. */
  stop(): void;
}

export function createFeed(options: FeedOptions): Feed {
  const { send, shapes, rules } = options;
  const contacts = watchContacts(options);
  const conversations = watchConversations(options);
  const availability = new Map<number, User['availability']>();
  let isOn = false;

  const hearUser = (user: User): void => {
    const before = availability.get(user.id) ?? user.availability;
    availability.set(user.id, user.availability);
    for (const raised of userEvents(user, before, shapes)) send(raised);
  };
  const hearErased = (contactIds: readonly number[], conversationIds: readonly number[]): void => {
    const erased = contactIds.map((id) => ({ id, email: contacts.emailOf(id) }));
    contacts.forget(contactIds);
    conversations.forget(conversationIds);
    for (const raised of gdprEvents(erased, rules().gdprDeleteRequested, shapes)) send(raised);
  };
  const hearConversation = (conversation: StoredConversation): void => {
    if (conversations.hear(conversation)) contacts.givesEmail(conversation.contactId);
  };
  const hear = (change: StreamMessage): void => {
    if (change.type === 'conversation') hearConversation(change.conversation);
    else if (change.type === 'contact') contacts.hear(change.contact);
    else if (change.type === 'user') hearUser(change.user);
    else if (change.type === 'erased') hearErased(change.contactIds, change.conversationIds);
    else if (change.type === 'forgotten') contacts.forget(change.contactIds);
  };

  return {
    begin(records) {
      contacts.begin(records.contacts);
      conversations.begin(records.conversations);
      availability.clear();
      for (const user of records.users) availability.set(user.id, user.availability);
      isOn = true;
    },
    hear(change) {
      if (isOn) hear(change);
    },
    stop() {
      isOn = false;
      conversations.stop();
    },
  };
}
