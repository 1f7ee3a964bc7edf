import type { Position } from '../conversation-order';
import type { ConversationStatus, StoredConversation } from '../protocol';
import type { World } from '../world';

export interface ListQuery {
  /** Undefined: all, those sent in bulk too. */
  wanted: ReadonlySet<ConversationStatus> | undefined;
  start: { type: 'offset'; offset: number } | { type: 'after'; position: Position };
  count: number;
}

/** Conversations in the order of a listing: the last updated first. */
export function listConversations(
  { conversations: { order } }: World,
  { wanted, start, count }: ListQuery,
): Readonly<StoredConversation>[] {
  const rows: Readonly<StoredConversation>[] = [];
  let skip = start.type === 'offset' ? start.offset : 0;
  let index = 0;
  if (start.type === 'after') {
    index = order.countBefore(start.position);
    const { id, updatedAt } = order.at(index) ?? {};
    if (id === start.position.id && updatedAt === start.position.updatedAt) index += 1;
  }
  for (; index < order.length && rows.length < count; index++) {
    const row = order.at(index);
    if (!row || (wanted && !wanted.has(row.status))) continue;
    if (skip > 0) skip -= 1;
    else rows.push(row);
  }
  return rows;
}
