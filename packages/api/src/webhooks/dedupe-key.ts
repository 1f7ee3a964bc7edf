import { bytesToHex } from '@noble/hashes/utils';
import { digestOf } from '../digest';
import type { WebhookEvent, WebhookEventType } from './events';
import { isObject } from './read-json';
import type { JsonObject } from './read-json';

type Part = unknown;

const list = (value: unknown): Part => (Array.isArray(value) ? value.map(String).sort().join() : undefined);

/**
 * What tells one event of a type from the next, as Drift sends no id with an event (reference §6.3). Where nothing does,
 * there is no entry: an event that looks like a repeat may be a new one, and must not be lost.
 */
const PARTS: Partial<Record<WebhookEventType, (data: JsonObject) => readonly Part[]>> = {
  contact_identified: (data) => [data.id, contentOf(data)],
  new_message: (data) => [data.id],
  new_command_message: (data) => [data.id],
  new_conversation: (data) => [data.id],
  conversation_push: ({ source, data }) => [source, ...push(isObject(data) ? data : {})],
  conversation_inactive: push,
  conversation_manual_push: push,
  conversation_participant_added: (data) => [
    data.conversationId,
    data.changedAt,
    list(data.addedParticipants),
  ],
  conversation_participant_removed: (data) => [
    data.conversationId,
    data.changedAt,
    list(data.removedParticipants),
  ],
  button_clicked: (data) => [data.id, data.createdAt, contentOf(data)],
  new_meeting: meeting,
  meeting_updated: (data) => [...meeting(data), data.eventType],
  playbook_goal_met: (data) => [data.conversationId, data.goalId],
  contact_updated: (data) => [data.endUserId, data.timestamp, contentOf(data.diff)],
  user_availability_updated: (data) => [data.userId, data.updatedAt],
  user_unsubscribed: (data) => [data.id, contentOf(data)],
  user_unsubscribe: (data) => [data.id, contentOf(data)],
  conversation_status_updated: (data) => [data.conversationId, data.changedAt, data.status],
};

function push(data: JsonObject): readonly Part[] {
  return [data.conversationId, data.pushedAt ?? data.lastUpdated];
}

function meeting(data: JsonObject): readonly Part[] {
  return [data.eventId ?? data.slug, data.agentId, data.slotStart];
}

/**
 * The same for every delivery of one event, another for every other event; undefined where the event holds nothing to
 * tell the two apart, so that it is handled each time it comes.
 */
export function dedupeKeyOf({ type, orgId, data }: WebhookEvent): string | undefined {
  const partsOf = Object.hasOwn(PARTS, type) ? PARTS[type as WebhookEventType] : undefined;
  if (partsOf === undefined || !isObject(data)) return undefined;
  const parts = partsOf(data);
  const isWhole = parts.every((part) => typeof part === 'string' || typeof part === 'number');
  return isWhole
    ? [type, orgId ?? '', ...parts].map((part) => encodeURIComponent(part as string)).join(':')
    : undefined;
}

/** Equal values have the same digest, in any order of their keys. */
function contentOf(value: unknown): string | undefined {
  return value === undefined ? undefined : bytesToHex(digestOf(sorted(value))).slice(0, 32);
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${sorted(value[key])}`);
  return `{${entries.join()}}`;
}
