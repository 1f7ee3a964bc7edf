import type { Author, Card, Conversation, Message, PlaybookRun } from './protocol';
import { redact } from './redact';

export interface Conversations {
  list(filter?: { contactId?: number }): Conversation[];
  get(id: number): Conversation | undefined;
}

export interface ConversationRules extends Conversations {
  start(contactId: number, options?: StartOptions): Conversation;
  add(conversationId: number, message: Pick<Message, 'from' | 'author' | 'text' | 'card'>): Message;
  /** The card of a message, answered. */
  settle(conversationId: number, messageId: number, card: Card): void;
  /** How far its playbook has come. */
  advance(conversationId: number, changes: Partial<Pick<PlaybookRun, 'rest' | 'attention'>>): void;
  /** Every conversation of one contact becomes another's; answers which. */
  move(fromContact: number, toContact: number): number[];
  /** Takes in what an earlier run kept, telling nobody; ids go on after the highest. */
  restore(conversations: readonly Conversation[]): void;
  clear(): void;
}

interface StartOptions {
  playbook?: PlaybookRun;
  /** Default: the account's own. */
  inboxId?: number;
}

export interface ConversationsOptions {
  now: () => number;
  onChange: (conversation: Conversation) => void;
}

const INBOX_ID = 1;
const KEPT_MESSAGES = 1000;

/** Who answers when nobody is named. */
export const DEFAULT_AGENT: Author = { id: 101, name: 'Avery' };

/** History belongs to the contact, not to the browser (devdocs: User identification). */
export function createConversations({ now, onChange }: ConversationsOptions): ConversationRules {
  const byId = new Map<number, Conversation>();
  let nextConversation = 5001;
  let nextMessage = 70_001;

  const changed = (conversation: Conversation): Conversation => {
    const copy = structuredClone(conversation);
    onChange(copy);
    return copy;
  };
  const known = (id: number): Conversation => {
    const conversation = byId.get(id);
    if (!conversation) throw new Error(`There is no conversation ${id}.`);
    return conversation;
  };

  return {
    list: ({ contactId } = {}) =>
      structuredClone(
        [...byId.values()].filter((one) => contactId === undefined || one.contactId === contactId),
      ),
    get: (id) => structuredClone(byId.get(id)),
    start(contactId, { playbook, inboxId = INBOX_ID } = {}) {
      const id = nextConversation++;
      const started = { id, contactId, inboxId, createdAt: now(), messages: [] };
      const conversation: Conversation = playbook ? { ...started, playbook } : started;
      byId.set(id, conversation);
      return changed(conversation);
    },
    add(conversationId, draft) {
      const conversation = known(conversationId);
      const message: Message = { id: nextMessage++, conversationId, at: now(), ...redact(draft) };
      conversation.messages = [...conversation.messages, message].slice(-KEPT_MESSAGES);
      changed(conversation);
      return structuredClone(message);
    },
    settle(conversationId, messageId, card) {
      const conversation = known(conversationId);
      conversation.messages = conversation.messages.map((one) =>
        one.id === messageId ? { ...one, card } : one,
      );
      changed(conversation);
    },
    advance(conversationId, changes) {
      const conversation = known(conversationId);
      if (!conversation.playbook) return;
      conversation.playbook = { ...conversation.playbook, ...changes };
      changed(conversation);
    },
    move(fromContact, toContact) {
      const moving = [...byId.values()].filter((one) => one.contactId === fromContact);
      for (const conversation of moving) {
        conversation.contactId = toContact;
        changed(conversation);
      }
      return moving.map((one) => one.id);
    },
    restore(kept) {
      for (const conversation of structuredClone(kept)) {
        byId.set(conversation.id, conversation);
        nextConversation = Math.max(nextConversation, conversation.id + 1);
        for (const { id } of conversation.messages) nextMessage = Math.max(nextMessage, id + 1);
      }
    },
    clear: () => byId.clear(),
  };
}
