import type { DriftClient, MessageInput } from '@driftkit/api';
import type { Turn } from '../jobs';

/**
 * Says something in the conversation of the job, once: where an attempt before may have said it, and was killed or cut off
 * before it knew, Drift is asked first.
 */
export async function say(drift: DriftClient, turn: Turn, message: MessageInput): Promise<void> {
  const { conversationId = '', attempt, keptAt } = turn;
  if (attempt > 1 && (await drift.conversations.findSent(conversationId, message, keptAt))) return;
  await drift.conversations.sendMessage(conversationId, message);
}
