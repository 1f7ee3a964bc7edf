import type {
  Card,
  ConversationStatus,
  PageSeen,
  PlaybookRun,
  StoredConversation,
  StoredMessage,
} from '../protocol';
import { redact } from '../rules/redact';

const KEPT_MESSAGES = 10_000;

export function newConversation({
  at,
  ...given
}: Pick<StoredConversation, 'id' | 'contactId' | 'inboxId'> & { at: number }): StoredConversation {
  return { ...given, createdAt: at, updatedAt: at, status: 'open', participants: [], messages: [] };
}

/** A playbook opens the conversation. Its words count as sent in bulk until the visitor answers (devdocs: Conversation model). */
export function openByPlaybook(
  conversation: StoredConversation,
  playbook: PlaybookRun,
  messageId: number,
  page: PageSeen | undefined,
): void {
  conversation.status = 'bulk_sent';
  conversation.playbook = playbook;
  conversation.opening = { messageId, at: conversation.createdAt, ...(page && { page }) };
}

export type MessageDraft = Omit<StoredMessage, 'id' | 'conversationId' | 'at' | 'type'> & {
  /** Default: `chat`. */
  type?: StoredMessage['type'];
};

/** Adds a message, and answers it. */
export function append(
  conversation: StoredConversation,
  draft: MessageDraft,
  { id, at }: { id: number; at: number },
): StoredMessage {
  const message: StoredMessage = { id, conversationId: conversation.id, at, type: 'chat', ...redact(draft) };
  conversation.messages = [...conversation.messages, message].slice(-KEPT_MESSAGES);
  conversation.updatedAt = at;
  // A visitor who writes opens it again (devdocs: Conversation model).
  if (message.from === 'visitor') conversation.status = 'open';
  else addParticipant(conversation, message.author.id);
  return message;
}

export function settleCard(conversation: StoredConversation, messageId: number, card: Card): void {
  conversation.messages = conversation.messages.map((one) => (one.id === messageId ? { ...one, card } : one));
}

export function advancePlaybook(
  conversation: StoredConversation,
  changes: Partial<Pick<PlaybookRun, 'rest' | 'attention'>>,
): void {
  if (conversation.playbook) conversation.playbook = { ...conversation.playbook, ...changes };
}

export function changeStatus(conversation: StoredConversation, status: ConversationStatus, at: number): void {
  conversation.status = status;
  if (status === 'closed') conversation.firstClosedAt ??= at;
  conversation.updatedAt = at;
}

export function addParticipant(conversation: StoredConversation, userId: number): void {
  conversation.participants = [...new Set([...conversation.participants, userId])];
}

/** A conversation that was kept before there was a REST half has no status and no kinds of messages. */
export function withDefaults(kept: StoredConversation): StoredConversation {
  const messages = kept.messages.map((message) => ({ ...message, type: message.type ?? 'chat' }));
  const updatedAt = kept.updatedAt ?? messages.at(-1)?.at ?? kept.createdAt;
  const participants = kept.participants ?? [];
  return { ...kept, status: kept.status ?? 'open', updatedAt, participants, messages };
}
