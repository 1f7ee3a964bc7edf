import { describe, expect, it } from 'vitest';
import { dedupeKeyOf } from './dedupe-key';
import type { WebhookEvent } from './events';

const keyOf = (type: string, data: unknown, orgId = '1') =>
  dedupeKeyOf({ type, data, orgId } as WebhookEvent);

const contact = { id: '5', createdAt: 1, attributes: { email: 'a@b.c', tags: [{ name: 'x' }] } };
const meeting = { agentId: '1', eventId: '9', slug: 's', slotStart: 100 };
const diff = [{ name: 'attributes.email', previous: null, updated: 'a@b.c' }];

/** An event, and others of its type that are not it. */
const EVENTS: [type: string, data: object, others: object[]][] = [
  [
    'contact_identified',
    contact,
    [
      { ...contact, id: '6' },
      { ...contact, attributes: { email: 'd@b.c' } },
    ],
  ],
  ['new_message', { id: '7' }, [{ id: '8' }]],
  ['new_command_message', { id: '7' }, [{ id: '8' }]],
  ['new_conversation', { id: '7' }, [{ id: '8' }]],
  [
    'conversation_push',
    { source: 'conversation_manual_push', data: { conversationId: '3', pushedAt: 5 } },
    [
      { source: 'conversation_manual_push', data: { conversationId: '3', pushedAt: 6 } },
      { source: 'conversation_inactive', data: { conversationId: '3', lastUpdated: 5 } },
      { source: 'conversation_manual_push', data: { conversationId: '4', pushedAt: 5 } },
    ],
  ],
  [
    'conversation_inactive',
    { conversationId: '3', lastUpdated: 5 },
    [{ conversationId: '3', lastUpdated: 6 }],
  ],
  ['conversation_manual_push', { conversationId: '3', pushedAt: 5 }, [{ conversationId: '3', pushedAt: 6 }]],
  [
    'conversation_participant_added',
    { conversationId: '3', changedAt: 5, addedParticipants: ['1', '2'] },
    [{ conversationId: '3', changedAt: 5, addedParticipants: ['12'] }],
  ],
  [
    'conversation_participant_removed',
    { conversationId: '3', changedAt: 5, removedParticipants: ['1'] },
    [{ conversationId: '3', changedAt: 6, removedParticipants: ['1'] }],
  ],
  ['button_clicked', { id: '7', createdAt: 5, body: 'a' }, [{ id: '7', createdAt: 6, body: 'a' }]],
  [
    'new_meeting',
    meeting,
    [
      { ...meeting, eventId: '8' },
      { ...meeting, slotStart: 101 },
    ],
  ],
  ['meeting_updated', { ...meeting, eventType: 'canceled' }, [{ ...meeting, eventType: 'rescheduled' }]],
  ['playbook_goal_met', { conversationId: '3', goalId: 'uuid' }, [{ conversationId: '3', goalId: 'other' }]],
  [
    'contact_updated',
    { endUserId: '5', timestamp: 6, diff },
    [
      { endUserId: '5', timestamp: 6, diff: [] },
      { endUserId: '5', timestamp: 7, diff },
    ],
  ],
  ['user_availability_updated', { userId: '2', updatedAt: 5 }, [{ userId: '2', updatedAt: 6 }]],
  ['user_unsubscribed', contact, [{ ...contact, attributes: {} }]],
  [
    'conversation_status_updated',
    { conversationId: '3', changedAt: 5, status: 'open' },
    [{ conversationId: '3', changedAt: 5, status: 'closed' }],
  ],
];

/** The same value, with every object's keys the other way round. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, reordered(field)]),
  );
}

describe('dedupeKeyOf', () => {
  it.each(EVENTS)('is one for each delivery of %s, and another for another event', (type, data, others) => {
    const key = keyOf(type, data);
    expect(key).toMatch(new RegExp(`^${type}:1:`));
    expect(keyOf(type, reordered(data))).toBe(key);
    const keys = [key, ...others.map((other) => keyOf(type, other)), keyOf(type, data, '2')];
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain(undefined);
  });

  it.each(EVENTS)('is undefined for %s without a field that tells it from the next', (type) => {
    for (const data of [{}, { id: null }, null, [], 'x', undefined])
      expect(keyOf(type, data)).toBeUndefined();
  });

  it.each([
    'app_disconnected',
    'gdpr_delete_requested',
    'chat_to_call',
    'phone_captured',
    'brand_new',
    '__proto__',
    'toString',
  ])('is undefined for %s: nobody documented what tells two apart', (type) =>
    expect(keyOf(type, { id: '1', conversationId: '2' })).toBeUndefined(),
  );

  it('keeps parts apart: no value can pass for two', () => {
    const of = (conversationId: string, goalId: string) =>
      keyOf('playbook_goal_met', { conversationId, goalId });
    expect(of('1', '2:3')).not.toBe(of('1:2', '3'));
  });

  it('shows no attribute of a contact', () => {
    expect(keyOf('contact_identified', contact)).not.toContain('a@b');
  });
});
