import type { Contact, Conversation, Message, User } from '@driftkit/api';
import type { Sql } from '../store/sql';

/** A conversation as Drift holds it now, with all that belongs to it. */
export interface ConversationBundle {
  orgId: string;
  conversation: Conversation;
  /** All of them, oldest first, private notes too: only those of type `chat` are for the customer's eyes. */
  messages: Message[];
  /** Null where the conversation has none, or Drift no longer has it. */
  contact: Contact | null;
  /** The Drift users among the participants and authors. */
  users: User[];
}

export interface ContactRecord {
  orgId: string;
  contact: Contact;
}

/** The contact to erase, and the e-mail if the request had one. */
export interface ErasedSubject {
  orgId: string;
  contactId: string;
  email?: string;
}

export interface About {
  /** Rises with every write of the same conversation or contact: what came with a lower one is older, and must not win. */
  version: number;
  /** Given to a destination in the database of the store: books the change as done, in the transaction of the write. */
  finish?: (sql: Sql) => Promise<void>;
}

/**
 * Where conversations and contacts go. Each method resolves when what it was given is kept; a rejection is tried again, so
 * each may be called twice with the same. All are required.
 */
export interface Destination {
  upsertConversation(bundle: ConversationBundle, about: About): Promise<void>;
  upsertContact(contact: ContactRecord, about: About): Promise<void>;
  /** Removes the contact, its conversations with all messages, and what it wrote elsewhere. */
  erase(subject: ErasedSubject): Promise<void>;
  /** The database it writes into, where it can book changes in its own transaction. */
  readonly database?: string;
  close?(): Promise<void>;
}
