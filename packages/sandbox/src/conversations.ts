import type { Author, Conversation, Message } from './protocol';

export interface Conversations {
  list(filter?: { contactId?: number }): Conversation[];
  get(id: number): Conversation | undefined;
}

export interface ConversationRules extends Conversations {
  start(contactId: number): Conversation;
  add(conversationId: number, message: Pick<Message, 'from' | 'author' | 'text'>): Message;
  /** Every conversation of one contact becomes another's; answers which. */
  move(fromContact: number, toContact: number): number[];
  /** Takes in what an earlier run kept, telling nobody; ids go on after the highest. */
  restore(conversations: readonly Conversation[]): void;
  clear(): void;
}

export interface ConversationsOptions {
  now: () => number;
  onChange: (conversation: Conversation) => void;
}

const INBOX_ID = 1;

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

  return {
    list: ({ contactId } = {}) =>
      structuredClone(
        [...byId.values()].filter((one) => contactId === undefined || one.contactId === contactId),
      ),
    get: (id) => structuredClone(byId.get(id)),
    start(contactId) {
      const id = nextConversation++;
      const conversation = { id, contactId, inboxId: INBOX_ID, createdAt: now(), messages: [] };
      byId.set(id, conversation);
      return changed(conversation);
    },
    add(conversationId, { from, author, text }) {
      const conversation = byId.get(conversationId);
      if (!conversation) throw new Error(`There is no conversation ${conversationId}.`);
      const message: Message = { id: nextMessage++, conversationId, at: now(), from, author, text };
      conversation.messages.push(message);
      changed(conversation);
      return structuredClone(message);
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
