import type { ConversationOrder, Position } from './conversation-order';
import { createConversationOrder } from './conversation-order';
import { FIRST_COMPUTED_ID } from '../rules/known-ids';
import type {
  Card,
  ConversationStatus,
  PageSeen,
  PlaybookRun,
  StoredConversation,
  StoredMessage,
} from '../protocol';
import { redact } from '../rules/redact';

export interface Conversations {
  list(filter?: { contactId?: number }): StoredConversation[];
  get(id: number): StoredConversation | undefined;
}

export type MessageDraft = Omit<StoredMessage, 'id' | 'conversationId' | 'at' | 'type'> & {
  /** Default: `chat`. */
  type?: StoredMessage['type'];
};

/** Conversations that are computed when they are asked for; those that change are kept like any other. */
export interface ConversationSource {
  readonly count: number;
  get(id: number): StoredConversation | undefined;
  ofContact(contactId: number): StoredConversation[];
  /** By its place in a listing of computed ones. */
  at(index: number): StoredConversation | undefined;
  idAt(index: number): number;
  indexOf(id: number): number | undefined;
  statusAt(index: number): ConversationStatus;
  /** How many stand before this position, which need not be taken. */
  countBefore(position: Position): number;
  /** How many of those before this index are wanted. */
  rank(index: number, wanted: ReadonlySet<ConversationStatus> | undefined): number;
  /** The index of the wanted one that has so many before it; `count` where there is none. */
  select(nth: number, wanted: ReadonlySet<ConversationStatus> | undefined): number;
  counts(): Record<ConversationStatus, number>;
}

export interface ConversationStore extends Conversations {
  /** As `get`, but not a copy: to be read, and never to be changed. */
  read(id: number): Readonly<StoredConversation> | undefined;
  /** As `list` for one contact, but not copies. */
  ofContact(contactId: number): Readonly<StoredConversation>[];
  /** What is kept here, in the order of a listing. */
  readonly order: Pick<ConversationOrder, 'length' | 'at' | 'countBefore'>;
  /** What is computed, and not kept. */
  readonly computed: ConversationSource | undefined;
  /** Ids of those that are computed, and no longer count: they are kept, or erased. */
  adopted(): Iterable<number>;
  /** Whether it is kept here, or was erased: what is computed no longer counts. */
  isOwn(id: number): boolean;
  start(contactId: number, options?: StartOptions): StoredConversation;
  add(conversationId: number, draft: MessageDraft): StoredMessage;
  /** The card of a message, answered. */
  settle(conversationId: number, messageId: number, card: Card): void;
  /** How far its playbook has come. */
  advance(conversationId: number, changes: Partial<Pick<PlaybookRun, 'rest' | 'attention'>>): void;
  setStatus(conversationId: number, status: ConversationStatus): void;
  /** This user takes part in it. */
  assign(conversationId: number, userId: number): void;
  /** Somebody looked at it or pushed it: it is updated now, and nothing else changes. */
  touch(conversationId: number): void;
  /** Every conversation of one contact becomes another's; answers which. */
  move(fromContact: number, toContact: number): number[];
  /** As if it had never been. */
  forget(id: number): void;
  /** Takes in what an earlier run kept, telling nobody; ids go on after the highest. */
  restore(conversations: readonly StoredConversation[]): void;
  clear(): void;
}

interface StartOptions {
  playbook?: PlaybookRun;
  /** Default: the account's own. */
  inboxId?: number;
  /** Where the visitor was. */
  page?: PageSeen;
}

export interface ConversationStoreOptions {
  now: () => number;
  onChange: (conversation: StoredConversation) => void;
  source?: ConversationSource | undefined;
}

const INBOX_ID = 1;
const KEPT_MESSAGES = 10_000;

/** History belongs to the contact, not to the browser (devdocs: User identification). */
export function createConversationStore({
  now,
  onChange,
  source,
}: ConversationStoreOptions): ConversationStore {
  const byId = new Map<number, StoredConversation>();
  const byContact = new Map<number, Set<number>>();
  const forgotten = new Set<number>();
  const adopted = new Set<number>();
  const order = createConversationOrder();
  let nextConversation = 5001;
  let nextMessage = 70_001;

  const isOwn = (id: number): boolean => byId.has(id) || forgotten.has(id);
  const find = (id: number): StoredConversation | undefined =>
    byId.get(id) ?? (isOwn(id) ? undefined : source?.get(id));
  const keep = (conversation: StoredConversation): void => {
    const { id, contactId } = conversation;
    byId.set(id, conversation);
    if (source?.indexOf(id) !== undefined) adopted.add(id);
    byContact.set(contactId, (byContact.get(contactId) ?? new Set()).add(id));
    order.put(conversation);
  };
  const drop = (id: number): void => {
    const conversation = byId.get(id);
    byId.delete(id);
    order.remove(id);
    if (conversation) byContact.get(conversation.contactId)?.delete(id);
  };
  const changed = (conversation: StoredConversation): StoredConversation => {
    keep(conversation);
    const copy = structuredClone(conversation);
    onChange(copy);
    return copy;
  };
  // Whoever is about to change is kept from now on.
  const known = (id: number): StoredConversation => {
    const conversation = find(id);
    if (!conversation) throw new Error(`There is no conversation ${id}.`);
    return conversation;
  };
  const ofContact = (contactId: number): StoredConversation[] => {
    const computed = source?.ofContact(contactId).filter(({ id }) => !isOwn(id)) ?? [];
    const own = [...(byContact.get(contactId) ?? [])].flatMap((id) => byId.get(id) ?? []);
    return [...computed, ...own.sort((one, other) => one.id - other.id)];
  };

  return {
    list: ({ contactId } = {}) =>
      structuredClone(contactId === undefined ? [...byId.values()] : ofContact(contactId)),
    get: (id) => structuredClone(find(id)),
    read: find,
    ofContact,
    order,
    computed: source,
    adopted: () => adopted,
    isOwn,
    start(contactId, { playbook, inboxId = INBOX_ID, page } = {}) {
      const [id, at] = [nextConversation++, now()];
      return changed({
        id,
        contactId,
        inboxId,
        createdAt: at,
        updatedAt: at,
        // What a playbook says counts as sent in bulk until its visitor answers (devdocs: Conversation model).
        status: playbook ? 'bulk_sent' : 'open',
        participants: [],
        messages: [],
        ...(playbook && { playbook, opening: { messageId: nextMessage++, at, ...(page && { page }) } }),
      });
    },
    add(conversationId, draft) {
      const conversation = known(conversationId);
      const at = now();
      const message: StoredMessage = {
        id: nextMessage++,
        conversationId,
        at,
        type: 'chat',
        ...redact(draft),
      };
      conversation.messages = [...conversation.messages, message].slice(-KEPT_MESSAGES);
      conversation.updatedAt = at;
      // A visitor who writes opens it again (devdocs: Conversation model).
      if (message.from === 'visitor') conversation.status = 'open';
      else conversation.participants = [...new Set([...conversation.participants, message.author.id])];
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
    setStatus(conversationId, status) {
      const conversation = known(conversationId);
      conversation.status = status;
      if (status === 'closed') conversation.firstClosedAt ??= now();
      conversation.updatedAt = now();
      changed(conversation);
    },
    assign(conversationId, userId) {
      const conversation = known(conversationId);
      conversation.participants = [...new Set([...conversation.participants, userId])];
      changed(conversation);
    },
    touch(conversationId) {
      const conversation = known(conversationId);
      conversation.updatedAt = now();
      changed(conversation);
    },
    move(fromContact, toContact) {
      const moving = ofContact(fromContact);
      for (const conversation of moving) {
        byContact.get(fromContact)?.delete(conversation.id);
        conversation.contactId = toContact;
        changed(conversation);
      }
      return moving.map((one) => one.id);
    },
    forget(id) {
      drop(id);
      if (source?.indexOf(id) === undefined) return;
      forgotten.add(id);
      adopted.add(id);
    },
    restore(kept) {
      for (const one of structuredClone(kept)) {
        const conversation = withDefaults(one);
        keep(conversation);
        nextConversation = after(nextConversation, conversation.id);
        for (const { id } of conversation.messages) nextMessage = after(nextMessage, id);
      }
    },
    clear() {
      for (const store of [byId, byContact, forgotten, adopted, order]) store.clear();
    },
  };
}

/** The next id of our own, once this one is taken. */
function after(next: number, id: number): number {
  return id < FIRST_COMPUTED_ID ? Math.max(next, id + 1) : next;
}

/** A conversation that was kept before there was a REST half has no status and no kinds of messages. */
function withDefaults(kept: StoredConversation): StoredConversation {
  const messages = kept.messages.map((message) => ({ ...message, type: message.type ?? 'chat' }));
  const updatedAt = kept.updatedAt ?? messages.at(-1)?.at ?? kept.createdAt;
  const participants = kept.participants ?? [];
  return { ...kept, status: kept.status ?? 'open', updatedAt, participants, messages };
}
