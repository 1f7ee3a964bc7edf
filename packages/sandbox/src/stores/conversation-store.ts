import type { ConversationOrder } from './conversation-order';
import type { ConversationRows, ConversationSource } from './conversation-rows';
import { createConversationRows } from './conversation-rows';
import {
  addParticipant,
  advancePlaybook,
  append,
  changeStatus,
  newConversation,
  openByPlaybook,
  settleCard,
  withDefaults,
} from './conversation-changes';
import { createIdCounter } from './id-counter';
import type {
  Card,
  ConversationStatus,
  PageSeen,
  PlaybookRun,
  StoredConversation,
  StoredMessage,
} from '../protocol';
import type { MessageDraft } from './conversation-changes';

export interface Conversations {
  list(filter?: { contactId?: number }): StoredConversation[];
  get(id: number): StoredConversation | undefined;
}

export interface ConversationStore extends Conversations {
  /** As `get`, but not a copy: to be read, and never to be changed. */
  read(id: number): Readonly<StoredConversation> | undefined;
  /** As `list` for one contact, but not copies. */
  ofContact(contactId: number): Readonly<StoredConversation>[];
  /** The kept conversations, in the order of a list. */
  readonly order: Pick<ConversationOrder, 'length' | 'at' | 'countBefore'>;
  /** The computed conversations. */
  readonly computed: ConversationSource | undefined;
  /** Ids of computed conversations that no longer count, because they are kept or erased. */
  adopted(): Iterable<number>;
  /** True when it is kept or was erased. Then the computed one with this id no longer counts. */
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
  /** Sets `updatedAt` to now, and changes nothing else. */
  touch(conversationId: number): void;
  /** Moves every conversation of one contact to another. Returns their ids. */
  move(fromContact: number, toContact: number): number[];
  /** Removes every trace of it. */
  forget(id: number): void;
  /** Loads what an earlier run kept, without `onChange`. New ids follow the highest one. */
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

/** History belongs to the contact, not to the browser (devdocs: User identification). */
export function createConversationStore({
  now,
  onChange,
  source,
}: ConversationStoreOptions): ConversationStore {
  const rows = createConversationRows(source);
  const conversationIds = createIdCounter(5001);
  const messageIds = createIdCounter(70_001);

  const changed = (conversation: StoredConversation): StoredConversation => {
    rows.keep(conversation);
    const copy = structuredClone(conversation);
    onChange(copy);
    return copy;
  };
  const editing =
    <A extends unknown[]>(edit: (conversation: StoredConversation, ...values: A) => void) =>
    (id: number, ...values: A): void => {
      const conversation = rows.known(id);
      edit(conversation, ...values);
      changed(conversation);
    };
  const advance = editing(advancePlaybook);

  return {
    ...reading(rows, source),
    start(contactId, { playbook, inboxId = INBOX_ID, page } = {}) {
      const conversation = newConversation({ id: conversationIds.next(), contactId, inboxId, at: now() });
      if (playbook) openByPlaybook(conversation, playbook, messageIds.next(), page);
      return changed(conversation);
    },
    add(conversationId, draft) {
      const conversation = rows.known(conversationId);
      const message = append(conversation, draft, { id: messageIds.next(), at: now() });
      changed(conversation);
      return structuredClone(message);
    },
    settle: editing(settleCard),
    advance(conversationId, changes) {
      if (rows.known(conversationId).playbook) advance(conversationId, changes);
    },
    setStatus: editing((conversation, status: ConversationStatus) =>
      changeStatus(conversation, status, now()),
    ),
    assign: editing(addParticipant),
    touch: editing((conversation) => (conversation.updatedAt = now())),
    move: (fromContact, toContact) =>
      rows.ofContact(fromContact).map((one) => changed(rows.movedTo(toContact, one)).id),
    forget: rows.forget,
    restore(kept) {
      for (const one of structuredClone(kept)) {
        rows.keep(withDefaults(one));
        conversationIds.skip(one.id);
        for (const { id } of one.messages) messageIds.skip(id);
      }
    },
    clear: rows.clear,
  };
}

type Reading = Pick<
  ConversationStore,
  'list' | 'get' | 'read' | 'ofContact' | 'order' | 'computed' | 'adopted' | 'isOwn'
>;

function reading(rows: ConversationRows, source: ConversationSource | undefined): Reading {
  const { find, ofContact, order, adopted, isOwn } = rows;
  return {
    list: ({ contactId } = {}) =>
      structuredClone(contactId === undefined ? rows.list() : ofContact(contactId)),
    get: (id) => structuredClone(find(id)),
    read: find,
    ofContact,
    order,
    computed: source,
    adopted,
    isOwn,
  };
}
