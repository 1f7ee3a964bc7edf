import { DEFAULT_AGENT } from '../rules/known-ids';
import type { Raised } from './events';
import type { Shapes } from './shapes';

type Event = Omit<Raised, 'contactId'>;

/** The events of a conversation that an agent closed or synced. Without a user, it is the default agent. */
export function manualPush(
  conversationId: number,
  userId: number = DEFAULT_AGENT.id,
  pushedAt: number,
  shapes: Shapes,
): Event[] {
  return pushed('conversation_manual_push', {
    conversationId: shapes.id(conversationId),
    userId: shapes.id(userId),
    pushedAt,
  });
}

/** The events of a conversation without a message for some time. */
export function inactivePush(conversationId: number, lastUpdated: number, shapes: Shapes): Event[] {
  return pushed('conversation_inactive', { conversationId: shapes.id(conversationId), lastUpdated });
}

// The event beneath stands in `source`, and its data in a `data` of their own (devdocs: Custom MAP/CRM integration).
function pushed(source: string, data: unknown): Event[] {
  return [
    { event: source, data },
    { event: 'conversation_push', data: { source, data } },
  ];
}
