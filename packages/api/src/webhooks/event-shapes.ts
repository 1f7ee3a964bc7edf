import * as v from 'valibot';
import type { WebhookEventType } from './events';

// Ids are decimal digits by now, see ../ids. Drift sends null for a missing value.
const id = v.pipe(v.string(), v.regex(/^\d+$/));
const text = v.nullish(v.string());
const time = v.nullish(v.number());
const maybeId = v.nullish(id);

const contact = v.looseObject({ id, createdAt: time, attributes: v.record(v.string(), v.unknown()) });
const author = v.looseObject({ id, type: v.string(), bot: v.nullish(v.boolean()) });
const message = v.looseObject({
  id,
  conversationId: id,
  author,
  type: v.string(),
  body: text,
  createdAt: time,
});
const conversation = v.looseObject({ id, contactId: id, status: text, createdAt: time });
const inactive = v.looseObject({ conversationId: id, lastUpdated: time });
const pushed = v.looseObject({ conversationId: id, userId: maybeId, pushedAt: time });
const meeting = { agentId: id, schedulerId: id, conversationId: maybeId, slotStart: time, slotEnd: time };

/** What each event is documented to carry, as far as anybody documented it. */
const SHAPES: Partial<Record<WebhookEventType, v.GenericSchema>> = {
  contact_identified: contact,
  new_message: message,
  new_command_message: message,
  new_conversation: conversation,
  conversation_push: v.looseObject({ source: v.string(), data: v.looseObject({ conversationId: id }) }),
  conversation_inactive: inactive,
  conversation_manual_push: pushed,
  conversation_participant_added: v.looseObject({ conversationId: id, addedParticipants: v.array(id) }),
  conversation_participant_removed: v.looseObject({ conversationId: id, removedParticipants: v.array(id) }),
  button_clicked: message,
  phone_captured: v.looseObject({ conversationId: id, phoneNumber: v.string(), authorId: maybeId }),
  new_meeting: v.looseObject(meeting),
  meeting_updated: v.looseObject({ ...meeting, eventType: text }),
  playbook_goal_met: v.looseObject({ conversationId: id, contactId: id, goalId: text, goalName: text }),
  contact_updated: v.looseObject({
    endUserId: id,
    timestamp: time,
    diff: v.array(v.looseObject({ name: v.string() })),
  }),
  user_availability_updated: v.looseObject({ userId: id, availability: v.string(), updatedAt: time }),
  user_unsubscribed: contact,
  user_unsubscribe: contact,
  conversation_status_updated: v.looseObject({ conversationId: id, status: v.string(), changedAt: time }),
  button_action: v.looseObject({ conversationId: id, button: v.looseObject({ value: v.string() }) }),
};

/** The paths in `data` that are missing or not as documented; empty for an undocumented type. */
export function problemsOf(type: string, data: unknown): readonly string[] {
  const shape = Object.hasOwn(SHAPES, type) ? SHAPES[type as WebhookEventType] : undefined;
  if (shape === undefined) return [];
  const { issues = [] } = v.safeParse(shape, data);
  return [...new Set(issues.map((issue) => ['data', v.getDotPath(issue) ?? []].flat().join('.')))];
}
