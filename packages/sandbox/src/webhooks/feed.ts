import type { Assumptions, Contact, StoredConversation, StreamMessage, User } from '../protocol';
import type { Timetable } from '../timetable';
import type { ContactBefore } from './contact-events';
import { contactEvents, keepOfContact, userEvents } from './contact-events';
import type { ConversationBefore } from './conversation-events';
import { conversationEvents, keepOf } from './conversation-events';
import type { Raised } from './events';
import { gdprEvents } from './gdpr-events';
import { goalEvents } from './goal-events';
import { inactivePush } from './push-events';
import { createQuiet } from './quiet';
import type { Shapes } from './shapes';

/** What there was before anything happened. */
export interface Records {
  contacts: readonly Contact[];
  conversations: readonly StoredConversation[];
  users: readonly User[];
}

export interface FeedOptions {
  send: (raised: Raised) => void;
  /** Whether anybody is subscribed to anything. What nobody hears is not put into words. */
  isHeard: () => boolean;
  shapes: Shapes;
  rules: () => Assumptions;
  timetable: Timetable;
  now: () => number;
  contact: (id: number) => Contact | undefined;
  conversation: (id: number) => Readonly<StoredConversation> | undefined;
  /** Records as they are before they are kept, where they are computed. */
  computed: {
    contact(id: number): Contact | undefined;
    conversation(id: number): StoredConversation | undefined;
  };
  playbookName: (playbookId: number) => string;
}

/**
 * Finds out what happened, by comparing each record with what it was: so whatever changes the one world, a page, the
 * console, a test or an app, is heard of alike.
 */
export interface Feed {
  /** From now on. What there is by now has not just happened. */
  begin(records: Records): void;
  hear(change: StreamMessage): void;
  /** Hears nothing until it begins again. */
  stop(): void;
}

export function createFeed(options: FeedOptions): Feed {
  const { send, shapes, rules, timetable, now, computed } = options;
  const contacts = new Map<number, ContactBefore>();
  const conversations = new Map<number, ConversationBefore>();
  const availability = new Map<number, User['availability']>();
  const givingEmail = new Set<number>();
  const quiet = createQuiet({ timetable, now, period: () => rules().inactiveAfter, onQuiet: sayInactive });
  let isOn = false;

  function sayInactive(id: number, lastUpdated: number): void {
    const conversation = options.conversation(id);
    if (conversation?.status !== 'open' && conversation?.status !== 'pending') return;
    for (const event of inactivePush(id, lastUpdated, shapes))
      send({ ...event, contactId: conversation.contactId });
  }
  const hearConversation = (conversation: StoredConversation): void => {
    const { id, contactId, messages } = conversation;
    if (!options.isHeard()) return void conversations.set(id, keepOf(conversation));
    const before = conversations.get(id) ?? beforeOf(computed.conversation(id));
    const news = conversationEvents(conversation, before, { ...rules(), now: now() }, shapes);
    conversations.set(id, news.after);
    if (news.givesEmail) givingEmail.add(contactId);
    for (const raised of news.raised) send(raised);
    const fresh = messages.filter((message) => message.id > (before?.lastMessageId ?? 0));
    const last = fresh.at(-1);
    if (last) quiet.spoke(id, last.at);
    for (const raised of goalEvents(conversation, fresh, options.contact(contactId), options, shapes))
      send(raised);
  };
  const hearContact = (contact: Contact): void => {
    const known = computed.contact(contact.id);
    const before = contacts.get(contact.id) ?? (known && keepOfContact(known));
    contacts.set(contact.id, keepOfContact(contact));
    // Who has just come to be was not updated.
    if (!before || !options.isHeard()) return;
    const givesEmail = givingEmail.delete(contact.id);
    for (const raised of contactEvents(contact, before, { givesEmail, now: now() }, shapes)) send(raised);
  };
  const hearUser = (user: User): void => {
    const before = availability.get(user.id) ?? user.availability;
    availability.set(user.id, user.availability);
    for (const raised of userEvents(user, before, shapes)) send(raised);
  };
  const forget = (contactIds: readonly number[], conversationIds: readonly number[]): void => {
    for (const id of contactIds) contacts.delete(id);
    for (const id of conversationIds) {
      conversations.delete(id);
      quiet.forget(id);
    }
  };
  const hearErased = (contactIds: readonly number[], conversationIds: readonly number[]): void => {
    const erased = contactIds.map((id) => ({ id, email: contacts.get(id)?.attributes['email'] }));
    forget(contactIds, conversationIds);
    for (const raised of gdprEvents(erased, rules().gdprDeleteRequested, shapes)) send(raised);
  };

  return {
    begin(records) {
      for (const map of [contacts, conversations, availability, givingEmail, quiet]) map.clear();
      for (const contact of records.contacts) contacts.set(contact.id, keepOfContact(contact));
      for (const conversation of records.conversations)
        conversations.set(conversation.id, keepOf(conversation));
      for (const user of records.users) availability.set(user.id, user.availability);
      isOn = true;
    },
    hear(change) {
      if (!isOn) return;
      if (change.type === 'conversation') hearConversation(change.conversation);
      else if (change.type === 'contact') hearContact(change.contact);
      else if (change.type === 'user') hearUser(change.user);
      else if (change.type === 'erased') hearErased(change.contactIds, change.conversationIds);
      else if (change.type === 'forgotten') forget(change.contactIds, []);
    },
    stop() {
      isOn = false;
      quiet.clear();
    },
  };
}

function beforeOf(conversation: StoredConversation | undefined): ConversationBefore | undefined {
  return conversation && keepOf(conversation);
}
