import type { StoredConversation } from '../protocol';

/** Where a conversation stands in a listing: the last updated first, of one moment the lowest id first. */
export interface Position {
  updatedAt: number;
  id: number;
}

/** Below zero where the one is listed before the other. */
export function compare(one: Position, other: Position): number {
  return other.updatedAt - one.updatedAt || one.id - other.id;
}

/** Conversations in the order of a listing, kept as they change; finding a place takes logarithmic time. */
export interface ConversationOrder {
  readonly length: number;
  at(index: number): StoredConversation | undefined;
  /** How many come before this position. No row needs to be at it. */
  countBefore(position: Position): number;
  put(conversation: StoredConversation): void;
  remove(id: number): void;
  clear(): void;
}

export function createConversationOrder(): ConversationOrder {
  // The newest last, where most changes happen.
  const rows: StoredConversation[] = [];
  const positions = new Map<number, Position>();
  // The first index whose row is not listed after the position.
  const indexOf = (position: Position): number => {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = rows[middle];
      // A row that just changed stands where it stood until it is put anew.
      const place = row && (positions.get(row.id) ?? row);
      if (place && compare(place, position) > 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const remove = (id: number): void => {
    const position = positions.get(id);
    if (!position) return;
    rows.splice(indexOf(position), 1);
    positions.delete(id);
  };
  return {
    get length() {
      return rows.length;
    },
    at: (index) => rows[rows.length - 1 - index],
    countBefore(position) {
      const index = indexOf(position);
      const row = rows[index];
      const isTaken = row !== undefined && row.id === position.id && row.updatedAt === position.updatedAt;
      return rows.length - index - (isTaken ? 1 : 0);
    },
    put(conversation) {
      remove(conversation.id);
      const { id, updatedAt } = conversation;
      rows.splice(indexOf({ id, updatedAt }), 0, conversation);
      positions.set(id, { id, updatedAt });
    },
    remove,
    clear() {
      rows.length = 0;
      positions.clear();
    },
  };
}
