import type { Author } from './author';
import type { Card, PlaybookRun } from './playbooks';

export type AttributeValue = string | number | boolean;
export type Attributes = Record<string, AttributeValue>;

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

export interface Message {
  id: number;
  conversationId: number;
  at: number;
  from: 'visitor' | 'agent' | 'bot';
  author: Author;
  text: string;
  /** A bot's question, answered or not. */
  card?: Card;
}

export interface Conversation {
  id: number;
  contactId: number;
  inboxId: number;
  createdAt: number;
  /** The newest thousand. */
  messages: Message[];
  /** The playbook that opened it. */
  playbook?: PlaybookRun;
}
