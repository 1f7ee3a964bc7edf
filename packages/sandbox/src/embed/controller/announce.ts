import type { CardAnswer, Conversation, Fired, Message, Sent } from '../../protocol';
import { idsOf, idsOfMessage } from './payloads';
import type { Store } from './store';
import { flagsOf } from './views';

/** The visitor said something. In the order that the names of the events suggest, which is nowhere documented (ASSUMED). */
export function announceSent(store: Store, sent: Sent): void {
  announceFirst(store, sent);
  announceMessage(store, sent);
}

/** The visitor answered a card, which says something too. */
export function announceAnswer(store: Store, sent: Sent, question: Message, answer: CardAnswer): void {
  const ids = idsOfMessage(sent.conversation, sent.message);
  announceFirst(store, sent);
  if (answer.type === 'buttons') {
    // ASSUMED: the question's id is that of the message which asks.
    store.raise('conversation:buttonClicked', { ...ids, questionId: question.id, buttonBody: answer.text });
  }
  announceMessage(store, sent);
  if (answer.type === 'email')
    store.raise('emailCapture', { data: { email: answer.email, ...idsOf(sent.conversation) } });
  if (answer.type === 'phone') store.raise('phoneCapture', { ...ids, phone: answer.phone });
  if (answer.type === 'meeting') announceMeeting(store, sent.conversation, question.id);
}

export function announceFired(store: Store, { conversation, message }: Fired): void {
  store.raise('conversation:playbookFired', idsOfMessage(conversation, message));
}

/** The visitor closed the preview of a playbook, which began with this message. */
export function announceDismissed(
  store: Store,
  conversation: Conversation,
  { id: messageId }: Message,
): void {
  const { conversationId, ...ids } = idsOf(conversation);
  store.raise('conversation:playbookDismissed', { conversationId, ...ids, messageId });
  // ASSUMED: the preview is what Drift calls a slider.
  store.raise('sliderMessage:close', { botMessage: true, ...ids });
}

/** Calendars that this visitor was not shown before. */
export function announceCalendars(store: Store, messages: readonly Message[]): void {
  for (const { card } of messages) {
    if (card?.type === 'meeting') store.raise('scheduling:requestMeeting', { teamMember: card.teamMember });
  }
}

export function announceReceived(
  store: Store,
  { author }: Message,
  conversation: Pick<Conversation, 'id' | 'inboxId' | 'playbook'>,
): void {
  const { sidebarOpen, widgetVisible, isOnline } = flagsOf(store.state);
  const data = { sidebarOpen, widgetVisible, isOnline };
  store.raise('message', {
    ...idsOf(conversation),
    inboxId: conversation.inboxId,
    teamMember: author,
    data,
  });
}

function announceFirst(store: Store, { conversation, message, started }: Sent): void {
  if (started && conversation.playbook)
    store.raise('conversation:firstInteraction', idsOfMessage(conversation, message));
}

function announceMessage(store: Store, { conversation, started }: Sent): void {
  const { id: conversationId, inboxId } = conversation;
  if (started) store.raise('startConversation', { conversationId, inboxId });
  store.raise('message:sent', { ...idsOf(conversation), inboxId });
}

function announceMeeting(store: Store, conversation: Conversation, messageId: number): void {
  const card = conversation.messages.find(({ id }) => id === messageId)?.card;
  if (card?.type !== 'meeting') return;
  const { teamMember, answer: meeting } = card;
  store.raise('scheduling:meetingBooked', { teamMember, meeting, ...idsOf(conversation) });
}
