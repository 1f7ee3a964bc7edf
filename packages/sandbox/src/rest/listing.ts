import { setImmediate } from 'node:timers/promises';
import type { Position } from '../stores/conversation-order';
import { compare } from '../stores/conversation-order';
import type { ConversationStore } from '../stores/conversation-store';
import type { ConversationSource } from '../stores/conversation-rows';
import type { ConversationStatus, StoredConversation } from '../protocol';
import type { World } from '../stores/world';

const PAUSE = 500;

type Row = Readonly<StoredConversation>;
type Wanted = ReadonlySet<ConversationStatus> | undefined;

export interface ListQuery {
  /** Undefined: all, those sent in bulk too. */
  wanted: Wanted;
  start: { type: 'offset'; offset: number } | { type: 'after'; position: Position };
  count: number;
}

/** Where a listing is: so many of the kept rows, and so many of the computed ones, are behind it. */
interface Place {
  kept: number;
  computed: number;
}

/** Kept and computed conversations, the last updated first. */
export function listConversations({ conversations }: World, { wanted, start, count }: ListQuery): Row[] {
  const { order, computed } = conversations;
  const place =
    start.type === 'after'
      ? placeAfter(conversations, start.position)
      : placeOf(conversations, wanted, start.offset);
  const rows: Row[] = [];
  while (rows.length < count) {
    place.kept = nextKept(conversations, wanted, place.kept);
    place.computed = nextComputed(conversations, wanted, place.computed);
    const [one, other] = [order.at(place.kept), computed?.at(place.computed)];
    const isKept = one !== undefined && (!other || compare(one, other) < 0);
    const row = isKept ? one : other;
    if (!row) break;
    rows.push(row);
    place[isKept ? 'kept' : 'computed'] += 1;
  }
  return rows;
}

function placeAfter({ order, computed }: ConversationStore, position: Position): Place {
  const isAt = (row: Row | undefined): boolean => row !== undefined && compare(row, position) === 0;
  const place = { kept: order.countBefore(position), computed: computed?.countBefore(position) ?? 0 };
  if (isAt(order.at(place.kept))) place.kept += 1;
  if (isAt(computed?.at(place.computed))) place.computed += 1;
  return place;
}

/** Where so many rows that are wanted lie behind: it looks at each kept row, and at no computed one. */
function placeOf(conversations: ConversationStore, wanted: Wanted, offset: number): Place {
  const { order, computed } = conversations;
  let [kept, passed] = [0, 0];
  for (; kept < order.length && passed < offset; kept++) {
    const row = order.at(kept);
    if (!row || (wanted && !wanted.has(row.status))) continue;
    const before = computed ? countComputed(conversations, computed, wanted, computed.countBefore(row)) : 0;
    if (passed + before >= offset) break;
    passed += 1;
  }
  return { kept, computed: computed ? selectComputed(conversations, computed, wanted, offset - passed) : 0 };
}

/** How many computed rows before this one are wanted. Rows that are kept by now do not count. */
function countComputed(
  { adopted }: ConversationStore,
  computed: ConversationSource,
  wanted: Wanted,
  index: number,
): number {
  // The usual case: every kept row was updated after all computed ones.
  if (index === 0) return 0;
  let lost = 0;
  for (const id of adopted()) {
    const place = computed.indexOf(id) ?? index;
    if (place < index && isWanted(wanted, computed.statusAt(place))) lost += 1;
  }
  return computed.rank(index, wanted) - lost;
}

function selectComputed(
  conversations: ConversationStore,
  computed: ConversationSource,
  wanted: Wanted,
  nth: number,
): number {
  let index = computed.select(nth, wanted);
  for (;;) {
    const lost = computed.rank(index, wanted) - countComputed(conversations, computed, wanted, index);
    const further = computed.select(nth + lost, wanted);
    if (further === index) return index;
    index = further;
  }
}

function nextKept({ order }: ConversationStore, wanted: Wanted, from: number): number {
  let index = from;
  for (let row = order.at(index); row && !isWanted(wanted, row.status); row = order.at(index)) index += 1;
  return index;
}

function nextComputed({ computed, isOwn }: ConversationStore, wanted: Wanted, from: number): number {
  if (!computed) return 0;
  let index = from;
  while (
    index < computed.count &&
    (!isWanted(wanted, computed.statusAt(index)) || isOwn(computed.idAt(index)))
  )
    index += 1;
  return index;
}

function isWanted(wanted: Wanted, status: ConversationStatus): boolean {
  return wanted === undefined || wanted.has(status);
}

/** Every conversation, one by one; other requests are answered in between. */
export async function* eachConversation({ conversations }: World): AsyncGenerator<Row> {
  const { order, computed, isOwn } = conversations;
  for (let index = 0; index < order.length; index++) {
    if (index % PAUSE === PAUSE - 1) await setImmediate();
    const row = order.at(index);
    if (row) yield row;
  }
  for (let index = 0; index < (computed?.count ?? 0); index++) {
    if (index % PAUSE === PAUSE - 1) await setImmediate();
    const row = computed?.at(index);
    if (row && !isOwn(row.id)) yield row;
  }
}

/** How many conversations are in each status. */
export function countStatuses({ conversations }: World): Record<ConversationStatus, number> {
  const { order, computed, adopted } = conversations;
  const counts = computed?.counts() ?? { open: 0, closed: 0, pending: 0, bulk_sent: 0 };
  for (const id of adopted()) counts[computed?.statusAt(computed.indexOf(id) ?? 0) ?? 'open'] -= 1;
  for (let index = 0; index < order.length; index++) {
    const row = order.at(index);
    if (row) counts[row.status] += 1;
  }
  return counts;
}
