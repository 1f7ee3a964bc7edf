import type { Card, StoredConversation, StoredMessage } from '../protocol';
import type { Raised } from './events';
import { manualPush } from './push-events';
import { messageEvents } from './message-events';
import type { MessageRules } from './message-events';
import type { Shapes } from './shapes';

/** What is kept of a conversation for the next comparison. */
export interface ConversationBefore {
  status: StoredConversation['status'];
  participants: readonly number[];
  lastMessageId: number;
  /** Messages that ask something and are not answered. */
  asking: ReadonlySet<number>;
  /** A button was clicked, and the visitor has not said it yet. */
  isClicked: boolean;
}

/** A conversation before its first word. */
const NEW: ConversationBefore = {
  status: 'open',
  participants: [],
  lastMessageId: 0,
  asking: new Set(),
  isClicked: false,
};

/** The conversation as it is now, for the next comparison. */
export function keepOf(conversation: StoredConversation, isClicked = false): ConversationBefore {
  const { status, participants, messages } = conversation;
  const asking = messages.filter(({ card }) => card?.answer === null).map(({ id }) => id);
  return {
    status,
    participants,
    lastMessageId: messages.at(-1)?.id ?? 0,
    asking: new Set(asking),
    isClicked,
  };
}

export interface ConversationNews {
  raised: Raised[];
  /** The messages since then. */
  fresh: StoredMessage[];
  after: ConversationBefore;
  /** The visitor gave an e-mail address in the chat; it is on the contact from now on. */
  givesEmail: boolean;
}

/** The events of a changed conversation: the difference between before and now. Without `before`, the conversation is new. */
export function conversationEvents(
  conversation: StoredConversation,
  before: ConversationBefore | undefined,
  rules: MessageRules & { now: number },
  shapes: Shapes,
): ConversationNews {
  const { lastMessageId, asking, isClicked } = before ?? NEW;
  const { messages, contactId } = conversation;
  const fresh = messagesAfter(messages, lastMessageId);
  const answers = messages.flatMap((message) =>
    asking.has(message.id) && message.card?.answer ? [{ message, card: message.card }] : [],
  );
  const clicked = isClicked || answers.some(({ card }) => card.type === 'buttons');
  const isVisitors = fresh.some(({ from }) => from === 'visitor');
  const events = [
    ...beginning(conversation, lastMessageId, fresh, shapes),
    ...answers.flatMap(({ message, card }) => answerEvents(conversation, message, card, rules.now, shapes)),
    ...fresh.flatMap((message) => messageEvents(message, contactId, clicked, rules, shapes)),
    ...participantEvents(conversation, before ?? NEW, rules.now, shapes),
    ...(before ? statusEvents(conversation, before, rules.now, shapes) : []),
  ];
  return {
    raised: events.map((event) => ({ ...event, contactId })),
    fresh,
    after: keepOf(conversation, clicked && !isVisitors),
    givesEmail: answers.some(({ card }) => card.type === 'email'),
  };
}

type Event = Omit<Raised, 'contactId'>;

// By their order: ids of computed messages are higher than those of new ones.
function messagesAfter(messages: readonly StoredMessage[], lastId: number): StoredMessage[] {
  return messages.slice(messages.map(({ id }) => id).lastIndexOf(lastId) + 1);
}

// Only for a conversation that the visitor started, not for one that a playbook opened (devdocs FAQ).
function beginning(
  conversation: StoredConversation,
  lastMessageId: number,
  [first]: readonly StoredMessage[],
  shapes: Shapes,
): Event[] {
  if (lastMessageId > 0 || first?.from !== 'visitor') return [];
  return [{ event: 'new_conversation', data: shapes.conversation(conversation) }];
}

function answerEvents(
  { id, contactId }: StoredConversation,
  message: StoredMessage,
  card: Card,
  now: number,
  shapes: Shapes,
): Event[] {
  const [conversationId, contact] = [shapes.id(id), shapes.id(contactId)];
  if (card.type === 'phone') {
    const data = { conversationId, authorId: contact, authorType: 'contact', phoneNumber: card.answer };
    return [{ event: 'phone_captured', data }];
  }
  if (card.type !== 'meeting' || !card.answer) return [];
  const { time, duration } = card.answer;
  const data = {
    agentId: shapes.id(card.teamMember.id),
    orgId: shapes.orgId,
    schedulerId: contact,
    // As GET /users/meetings/org has them.
    eventId: `event-${message.id}`,
    slug: `meeting-${message.id}`,
    slotStart: time,
    slotEnd: time + duration * 60_000,
    scheduledAt: now,
    conversationId,
  };
  return [{ event: 'new_meeting', data }];
}

function participantEvents(
  { id, participants }: StoredConversation,
  before: ConversationBefore,
  changedAt: number,
  shapes: Shapes,
): Event[] {
  const conversationId = shapes.id(id);
  const added = participants.filter((user) => !before.participants.includes(user)).map(shapes.id);
  const removed = before.participants.filter((user) => !participants.includes(user)).map(shapes.id);
  const [a, r] = ['conversation_participant_added', 'conversation_participant_removed'];
  return [
    ...(added.length > 0
      ? [{ event: a, data: { conversationId, addedParticipants: added, changedAt } }]
      : []),
    ...(removed.length > 0
      ? [{ event: r, data: { conversationId, removedParticipants: removed, changedAt } }]
      : []),
  ];
}

// Closing is a push by hand (devdocs: Custom MAP/CRM integration).
function statusEvents(
  { id, status, participants }: StoredConversation,
  before: ConversationBefore,
  changedAt: number,
  shapes: Shapes,
): Event[] {
  if (status === before.status) return [];
  const data = { orgId: shapes.orgId, conversationId: shapes.id(id), status, changedAt };
  const push = status === 'closed' ? manualPush(id, participants.at(-1), changedAt, shapes) : [];
  return [{ event: 'conversation_status_updated', data }, ...push];
}
