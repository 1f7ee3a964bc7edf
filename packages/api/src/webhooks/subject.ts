import type { WebhookEvent } from './events';
import { isObject } from './read-json';

/** The contact and the conversation that an event is about. */
export interface Subject {
  readonly conversationId?: string;
  readonly contactId?: string;
}

const CARRIES_CONTACT: ReadonlySet<string> = new Set([
  'contact_identified',
  'user_unsubscribed',
  'user_unsubscribe',
]);

/**
 * The ids to fetch what Drift holds now: an event says only that something changed. Empty when the event names none.
 * Undocumented events are searched for the same fields.
 */
export function subjectOf({ type, data }: WebhookEvent): Subject {
  if (!isObject(data)) return {};
  const nested = isObject(data.data) ? data.data : {};
  const author = isObject(data.author) ? data.author : { id: data.authorId, type: data.authorType };
  const conversationId = firstId(
    data.conversationId,
    nested.conversationId,
    type === 'new_conversation' ? data.id : undefined,
  );
  const contactId = firstId(
    data.contactId,
    data.endUserId,
    data.schedulerId,
    author.type === 'contact' ? author.id : undefined,
    CARRIES_CONTACT.has(type) ? data.id : undefined,
  );
  return {
    ...(conversationId !== undefined && { conversationId }),
    ...(contactId !== undefined && { contactId }),
  };
}

const firstId = (...values: unknown[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && /^\d+$/.test(value));
