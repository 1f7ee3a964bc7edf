import type { ConversationStatus, StoredConversation } from '../protocol';
import type { ConversationOrder, Position } from './conversation-order';
import { createConversationOrder } from './conversation-order';

/** Conversations that are computed when somebody asks for them. A computed conversation that changes is kept from then on. */
export interface ConversationSource {
  readonly count: number;
  get(id: number): StoredConversation | undefined;
  ofContact(contactId: number): StoredConversation[];
  /** The conversation at this place in the list of computed ones. */
  at(index: number): StoredConversation | undefined;
  idAt(index: number): number;
  indexOf(id: number): number | undefined;
  statusAt(index: number): ConversationStatus;
  /** How many come before this position. No row needs to be at it. */
  countBefore(position: Position): number;
  /** How many rows before this index have a wanted status. */
  rank(index: number, wanted: ReadonlySet<ConversationStatus> | undefined): number;
  /** The index of the wanted row with `nth` wanted rows before it; `count` when there is no such row. */
  select(nth: number, wanted: ReadonlySet<ConversationStatus> | undefined): number;
  counts(): Record<ConversationStatus, number>;
}

/** All conversations: the kept ones and the computed ones. */
export interface ConversationRows {
  /** The kept conversations. */
  list(): StoredConversation[];
  find(id: number): StoredConversation | undefined;
  /** As `find`, for a change. Throws for an unknown conversation. */
  known(id: number): StoredConversation;
  ofContact(contactId: number): StoredConversation[];
  /** The kept conversations, in the order of a listing. */
  readonly order: ConversationOrder;
  /** Ids of computed conversations that no longer count: they are kept or forgotten. */
  adopted(): Iterable<number>;
  /** True when it is kept or forgotten. Then the computed row with this id does not count. */
  isOwn(id: number): boolean;
  keep(conversation: StoredConversation): void;
  /** The conversation, which belongs to this contact from now on. It is still to be kept. */
  movedTo(contactId: number, conversation: StoredConversation): StoredConversation;
  forget(id: number): void;
  clear(): void;
}

export function createConversationRows(source: ConversationSource | undefined): ConversationRows {
  const byId = new Map<number, StoredConversation>();
  const byContact = new Map<number, Set<number>>();
  const forgotten = new Set<number>();
  const adopted = new Set<number>();
  const order = createConversationOrder();

  const isOwn = (id: number): boolean => byId.has(id) || forgotten.has(id);
  const isComputed = (id: number): boolean => source?.indexOf(id) !== undefined;
  const find = (id: number): StoredConversation | undefined =>
    byId.get(id) ?? (isOwn(id) ? undefined : source?.get(id));
  return {
    list: () => [...byId.values()],
    find,
    known(id) {
      const conversation = find(id);
      if (!conversation) throw new Error(`There is no conversation ${id}.`);
      return conversation;
    },
    ofContact(contactId) {
      const computed = source?.ofContact(contactId).filter(({ id }) => !isOwn(id)) ?? [];
      const own = [...(byContact.get(contactId) ?? [])].flatMap((id) => byId.get(id) ?? []);
      return [...computed, ...own.sort((one, other) => one.id - other.id)];
    },
    order,
    adopted: () => adopted,
    isOwn,
    keep(conversation) {
      const { id, contactId } = conversation;
      byId.set(id, conversation);
      if (isComputed(id)) adopted.add(id);
      byContact.set(contactId, (byContact.get(contactId) ?? new Set()).add(id));
      order.put(conversation);
    },
    movedTo(contactId, conversation) {
      byContact.get(conversation.contactId)?.delete(conversation.id);
      conversation.contactId = contactId;
      return conversation;
    },
    forget(id) {
      const conversation = byId.get(id);
      byId.delete(id);
      order.remove(id);
      if (conversation) byContact.get(conversation.contactId)?.delete(id);
      if (!isComputed(id)) return;
      forgotten.add(id);
      adopted.add(id);
    },
    clear() {
      for (const store of [byId, byContact, forgotten, adopted, order]) store.clear();
    },
  };
}
