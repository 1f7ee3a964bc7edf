import { setImmediate } from 'node:timers/promises';
import type { Position } from '../conversation-order';
import type { ConversationStatus, StoredConversation } from '../protocol';
import type { World } from '../world';

const PAUSE = 500;

export interface ListQuery {
  /** Undefined: all, those sent in bulk too. */
  wanted: ReadonlySet<ConversationStatus> | undefined;
  start: { type: 'offset'; offset: number } | { type: 'after'; position: Position };
  count: number;
}

/** Every conversation, one by one; other requests are answered in between. */
export async function* eachConversation({
  conversations: { order },
}: World): AsyncGenerator<Readonly<StoredConversation>> {
  for (let index = 0; index < order.length; index++) {
    if (index % PAUSE === PAUSE - 1) await setImmediate();
    const row = order.at(index);
    if (row) yield row;
  }
}

/** How many conversations are in each status. */
export function countStatuses({ conversations: { order } }: World): Record<ConversationStatus, number> {
  const counts = { open: 0, closed: 0, pending: 0, bulk_sent: 0 };
  for (let index = 0; index < order.length; index++) {
    const row = order.at(index);
    if (row) counts[row.status] += 1;
  }
  return counts;
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
