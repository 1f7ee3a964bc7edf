import type { ConversationStatus, StoredConversation } from '../protocol';
import type { ConversationOrder, Position } from './conversation-order';
import { createConversationOrder } from './conversation-order';

/** Conversations that are computed when somebody asks for them. A computed conversation that changes is kept from then on. */
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

/** Where conversations are: those that are kept, and those that are computed. */
export interface ConversationRows {
  /** The kept conversations. */
  list(): StoredConversation[];
  find(id: number): StoredConversation | undefined;
  /** As `find`, for a change. Throws where there is no such conversation. */
  known(id: number): StoredConversation;
  ofContact(contactId: number): StoredConversation[];
  /** The kept conversations, in the order of a listing. */
  readonly order: ConversationOrder;
  /** Ids of computed conversations that no longer count: they are kept or forgotten. */
  adopted(): Iterable<number>;
  /** Whether it is kept or forgotten, so that a computed row with this id does not count. */
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
