import type { Author } from './author';
import type { Card, PlaybookRun } from './playbooks';

export type AttributeValue = string | number | boolean;
export type Attributes = Record<string, AttributeValue>;
/** As Drift calls them; the last two are epoch milliseconds. */
export type AttributeType = 'STRING' | 'NUMERIC' | 'BOOLEAN' | 'DATETIME' | 'DATE';
/** Null empties an attribute. */
export type AttributeChanges = Record<string, AttributeValue | null>;

/** An event or page view kept on a contact; names are lower-cased, as Drift's timeline has them. */
export interface ContactEvent {
  at: number;
  name: string;
  attributes: Attributes;
}

export interface Contact {
  id: number;
  createdAt: number;
  /** Null while the contact is an anonymous visitor. */
  externalId: string | null;
  attributes: Attributes;
  /** The newest hundred; the ledger has them all. */
  events: ContactEvent[];
  /** Grows with each change of attributes; the REST half shows it as `_END_USER_VERSION`. */
  version: number;
  /** The `drift_aid` of the browser it was born in; a contact made over REST has none. */
  aid?: string;
  /** Deleted over REST: out of the index of contacts, but not erased. */
  deletedAt?: number;
  unsubscribedAt?: number;
}

export interface Association {
  at: number;
  contactId: number;
  externalId: string | null;
  cause: 'visit' | 'identify' | 'cookie';
}

/** One browser as Drift knows it: a `drift_aid` and the contact it is associated with now. */
export interface Browser {
  aid: string;
  contactId: number;
  firstSeen: number;
  lastSeen: number;
  /** Pages open at this moment. */
  openPages: number;
  /** The newest hundred associations, oldest first; the last one holds. */
  history: Association[];
}

/** A message as its visitor sees it. */
export interface Message {
  id: number;
  conversationId: number;
  at: number;
  from: 'visitor' | 'agent' | 'bot';
  author: Author;
  text: string;
  /** A bot's question, answered or not. */
  card?: Card;
  /** A private note is never a visitor's: the compiler refuses it here. */
  type?: 'chat';
}

/** A conversation as its visitor sees it: without private notes. */
export interface Conversation {
  id: number;
  contactId: number;
  inboxId: number;
  createdAt: number;
  /** The newest ten thousand. */
  messages: Message[];
  /** The playbook that opened it. */
  playbook?: PlaybookRun;
}

/** A message as agents and the REST half see it. */
export interface StoredMessage extends Omit<Message, 'type'> {
  type: 'chat' | 'private_note';
  /** The body as it was posted over REST, where that is more than its text. */
  html?: string;
  /** The app that posted it over REST. */
  appId?: string;
  /** Attributes posted with it, such as `integrationSource`. */
  attributes?: Attributes;
  /** The page on which the visitor wrote it. */
  page?: PageSeen;
  attachments?: AttachmentInfo[];
  /** The goal of the playbook that the bot reached with it. */
  goal?: string;
}

export interface PageSeen {
  url: string;
  title: string;
}

/** A file of a message, without its bytes. */
export interface AttachmentInfo {
  id: number;
  fileName: string;
  mimeType: string;
}

/** `bulk_sent`: a playbook wrote, and the visitor has not answered. */
export type ConversationStatus = 'open' | 'closed' | 'pending' | 'bulk_sent';

/** A conversation as agents and the REST half see it. */
export interface StoredConversation extends Omit<Conversation, 'messages'> {
  status: ConversationStatus;
  updatedAt: number;
  /** Ids of the users who wrote in it. */
  participants: number[];
  firstClosedAt?: number;
  messages: StoredMessage[];
  /** The row without a body with which a playbook opens a conversation (observed: driftapi-npm). */
  opening?: { messageId: number; at: number; page?: PageSeen };
}

/** A member of the team, or the bot. Fields that are not set are absent. */
export interface User {
  id: number;
  orgId: number;
  name: string;
  alias?: string;
  email?: string;
  phone?: string;
  locale?: string;
  availability: 'AVAILABLE' | 'OFFLINE' | 'ON_CALL';
  role: 'member' | 'admin' | 'agent';
  timeZone?: string;
  avatarUrl?: string;
  verified: boolean;
  bot: boolean;
  createdAt: number;
  updatedAt: number;
}
