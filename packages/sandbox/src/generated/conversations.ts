import type { Position } from '../stores/conversation-order';
import { compare } from '../stores/conversation-order';
import type { ConversationSource } from '../stores/conversation-rows';
import { FIRST_COMPUTED_ID, BOT, DEFAULT_AGENT } from '../rules/known-ids';
import type { ConversationStatus, StoredConversation, StoredMessage } from '../protocol';
import { contactIdOf, conversationsOf } from './contacts';
import type { Formula } from './formula';
import { hash } from './hash';
import { messagesAt } from './messages';
import { countTo, selectFrom, STATUSES, statusAt } from './statuses';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** So many were updated in the same minute: a cursor must look at the id too. */
const AT_ONCE = 3;

/** Conversations by their number, which is also their place in a listing: 0 was updated last. */
export function generateConversations(formula: Formula): ConversationSource {
  const { count, until } = formula;
  const at = (index: number): StoredConversation | undefined =>
    index >= 0 && index < count ? conversationAt(formula, index) : undefined;
  const positionAt = (index: number): Position => ({
    updatedAt: updatedAtOf(formula, index),
    id: idOf(index),
  });
  return {
    count,
    at,
    get: (id) => at(id - FIRST_COMPUTED_ID - 1),
    ofContact: (contactId) => conversationsOf(formula, contactId).flatMap((index) => at(index) ?? []),
    idAt: idOf,
    indexOf(id) {
      const index = id - FIRST_COMPUTED_ID - 1;
      return index >= 0 && index < count ? index : undefined;
    },
    countBefore(position) {
      const minutes = Math.max(0, Math.floor((until - position.updatedAt) / MINUTE));
      // Of the same minute, or a few near it, one by one.
      let index = Math.min(count, Math.max(0, (minutes - 1) * AT_ONCE));
      while (index < count && compare(positionAt(index), position) < 0) index += 1;
      return index;
    },
    statusAt,
    rank: (index, wanted) => countTo(Math.min(index, count), wanted),
    select: (nth, wanted) => Math.min(selectFrom(nth, wanted), count),
    counts() {
      const of = (status: ConversationStatus): [ConversationStatus, number] => [
        status,
        countTo(count, new Set([status])),
      ];
      return Object.fromEntries(STATUSES.map(of)) as Record<ConversationStatus, number>;
    },
  };
}

function idOf(index: number): number {
  return FIRST_COMPUTED_ID + index + 1;
}

function updatedAtOf({ until }: Formula, index: number): number {
  return until - Math.floor(index / AT_ONCE) * MINUTE;
}

function conversationAt(formula: Formula, index: number): StoredConversation {
  const updatedAt = updatedAtOf(formula, index);
  const createdAt = updatedAt - HOUR - (hash(formula.seed, 2, index) % (72 * HOUR));
  const status = statusAt(index);
  const frame = { index, id: idOf(index), createdAt, updatedAt, status };
  const conversation: StoredConversation = {
    id: frame.id,
    contactId: contactIdOf(index),
    inboxId: 1,
    createdAt,
    updatedAt,
    status,
    participants: [status === 'bulk_sent' ? BOT.id : DEFAULT_AGENT.id],
    ...(status === 'closed' && { firstClosedAt: updatedAt }),
    messages: [],
  };
  return withMessages(conversation, () => messagesAt(formula, frame));
}

/** Messages are computed on first use, because a list of conversations needs none of them. */
function withMessages(conversation: StoredConversation, make: () => StoredMessage[]): StoredConversation {
  const settle = (value: StoredMessage[]): StoredMessage[] => {
    Object.defineProperty(conversation, 'messages', { value, writable: true });
    return value;
  };
  return Object.defineProperty(conversation, 'messages', {
    get: () => settle(make()),
    set: settle,
    enumerable: true,
    configurable: true,
  });
}
