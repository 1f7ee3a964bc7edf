import type { Scope } from '../protocol';

/** What Drift tells apps of, by the names in its documents and in public clients. */
export type WebhookEvent =
  | 'contact_identified'
  | 'contact_updated'
  | 'new_conversation'
  | 'new_message'
  | 'new_command_message'
  | 'conversation_push'
  | 'conversation_manual_push'
  | 'conversation_inactive'
  | 'conversation_status_updated'
  | 'conversation_participant_added'
  | 'conversation_participant_removed'
  | 'button_clicked'
  | 'phone_captured'
  | 'new_meeting'
  | 'meeting_updated'
  | 'playbook_goal_met'
  | 'chat_to_call'
  | 'user_availability_updated'
  | 'user_unsubscribed'
  | 'gdpr_delete_requested'
  | 'app_disconnected'
  | 'button_action'
  | 'user_unsubscribe';

/**
 * Every event with the scope that it needs; null for no scope. The sandbox raises all of them itself, except `chat_to_call`, `meeting_updated`,
 * `conversation_participant_removed` and the two names of before, which can be raised by hand.
 */
export const WEBHOOK_EVENTS: Readonly<Record<WebhookEvent, Scope | null>> = {
  contact_identified: 'contact_read',
  contact_updated: 'all_contact_read',
  new_conversation: 'conversation_read',
  new_message: 'conversation_read',
  new_command_message: 'conversation_read',
  conversation_push: 'conversation_read',
  conversation_manual_push: 'conversation_read',
  conversation_inactive: 'conversation_read',
  conversation_status_updated: 'conversation_read',
  conversation_participant_added: 'conversation_read',
  conversation_participant_removed: 'conversation_read',
  button_clicked: 'conversation_read',
  phone_captured: 'conversation_read',
  new_meeting: 'conversation_read',
  meeting_updated: 'conversation_read',
  playbook_goal_met: 'conversation_read',
  chat_to_call: 'conversation_read',
  user_availability_updated: 'user_read',
  user_unsubscribed: 'user_read',
  gdpr_delete_requested: 'gdpr_read',
  app_disconnected: null,
  button_action: 'conversation_read',
  user_unsubscribe: 'user_read',
};

export function isWebhookEvent(name: unknown): name is WebhookEvent {
  return typeof name === 'string' && Object.hasOwn(WEBHOOK_EVENTS, name);
}

/** The scope that this event needs. An unknown event needs none. */
export function scopeOf(event: string): Scope | null {
  return isWebhookEvent(event) ? WEBHOOK_EVENTS[event] : null;
}

/** An event as it comes about, before it is anybody's. */
export interface Raised {
  event: string;
  /** What stands under `data` on the wire. */
  data: unknown;
  /** The contact it is about, if there is one. */
  contactId: number | null;
}
