import type { Conversation, Message } from '../../protocol';

/** What every event about a conversation carries (devdocs: Drift events). */
export interface ConversationPayload {
  conversationId: number;
  playbookId?: number;
  interactionId?: number;
  campaignId?: number;
}

export function idsOf({ id, playbook }: Pick<Conversation, 'id' | 'playbook'>): ConversationPayload {
  if (!playbook) return { conversationId: id };
  const { playbookId, interactionId, campaignId } = playbook;
  return {
    conversationId: id,
    playbookId,
    interactionId,
    ...(campaignId !== undefined && { campaignId }),
  };
}

/**
 * As `idsOf`, of one message in it. ASSUMED: the author of what a visitor says is the contact, and the message an event
 * speaks of is the one that the event brought about.
 */
export function idsOfMessage(
  conversation: Conversation,
  { id, at, from, author }: Message,
): ConversationPayload & { messageId: number; createdAt: number; authorId: number } {
  const authorId = from === 'visitor' ? conversation.contactId : author.id;
  return { ...idsOf(conversation), messageId: id, createdAt: at, authorId };
}
