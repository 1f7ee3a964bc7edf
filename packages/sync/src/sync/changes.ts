import { createHash } from 'node:crypto';
import { subjectOf } from '@driftkit/api';
import type { WebhookEvent } from '@driftkit/api';
import { isItem } from '../archive/cells';
import type { Change } from '../store/store';
import { isEmail, isId } from './valid-keys';

/** A change, and the milliseconds after which it is due. An active conversation is fetched once it pauses. */
export interface Due {
  change: Change;
  delay: number;
}

/** After these events a conversation is ready for other systems, so it is fetched at once. */
const AT_ONCE: ReadonlySet<string> = new Set([
  'conversation_push',
  'conversation_manual_push',
  'conversation_inactive',
  'conversation_status_updated',
]);
/** Events about a change of the contact itself. In every other event the contact only belongs to a conversation. */
const OF_CONTACTS: ReadonlySet<string> = new Set([
  'contact_identified',
  'contact_updated',
  'user_unsubscribed',
  'user_unsubscribe',
]);

/**
 * The changes in an event. Empty when the event is about data that the sync does not keep.
 *
 * @param pause how many milliseconds nobody must have said anything in a conversation before it is fetched
 */
export function changesOf(event: WebhookEvent, orgId: string, pause: number): Due[] {
  const type: string = event.type;
  if (type === 'app_disconnected') return [{ change: { orgId, kind: 'disconnect', id: orgId }, delay: 0 }];
  if (type === 'gdpr_delete_requested') {
    return [{ change: { orgId, kind: 'erasure', id: erasureId(event.data) }, delay: 0 }];
  }
  const { conversationId, contactId } = subjectOf(event);
  const due: Due[] = [];
  if (isId(conversationId)) {
    const delay = AT_ONCE.has(type) ? 0 : pause;
    due.push({ change: { orgId, kind: 'conversation', id: conversationId }, delay });
  }
  if (isId(contactId) && OF_CONTACTS.has(type)) {
    due.push({ change: { orgId, kind: 'contact', id: contactId }, delay: 0 });
  }
  return due;
}

/** Drift does not document the fields of this event: a contact id, an e-mail, both, or neither (drift-rest-api.md §6.4). */
function erasureId(data: unknown): string {
  const contactId = find(data, /^(contactId|endUserId)$/i, isId);
  if (contactId !== undefined) return `contact:${contactId}`;
  const email = find(data, /email/i, isEmail);
  if (email !== undefined) return `email:${email}`;
  const id = find(data, /^id$/, isId, 1);
  if (id !== undefined) return `contact:${id}`;
  return `unknown:${createHash('sha256')
    .update(JSON.stringify(data) ?? '')
    .digest('hex')
    .slice(0, 16)}`;
}

/** The first value whose name and text fit, three levels deep. */
function find(
  data: unknown,
  name: RegExp,
  fits: (value: unknown) => value is string,
  depth = 3,
): string | undefined {
  if (!isItem(data) || depth === 0) return undefined;
  const here = Object.entries(data).find(([key, found]) => name.test(key) && fits(found));
  if (here) return here[1] as string;
  for (const inner of Object.values(data)) {
    const found = find(inner, name, fits, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
