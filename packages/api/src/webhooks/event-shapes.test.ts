import { describe, expect, it } from 'vitest';
import { problemsOf } from './event-shapes';

const contact = { id: '1', createdAt: 5, attributes: { email: 'a@b.c', externalId: null } };
const message = { id: '1', conversationId: '2', author: { id: '3', type: 'contact' }, type: 'chat' };
const meeting = { agentId: '1', schedulerId: '2' };

/** Every event that is documented, with the fewest fields it can have. */
const FEWEST: [type: string, data: object][] = [
  ['contact_identified', contact],
  ['new_message', message],
  ['new_command_message', message],
  ['new_conversation', { id: '1', contactId: '2' }],
  ['conversation_push', { source: 'conversation_inactive', data: { conversationId: '1' } }],
  ['conversation_inactive', { conversationId: '1' }],
  ['conversation_manual_push', { conversationId: '1' }],
  ['conversation_participant_added', { conversationId: '1', addedParticipants: ['2'] }],
  ['conversation_participant_removed', { conversationId: '1', removedParticipants: [] }],
  ['button_clicked', message],
  ['phone_captured', { conversationId: '1', phoneNumber: '+1' }],
  ['new_meeting', meeting],
  ['meeting_updated', meeting],
  ['playbook_goal_met', { conversationId: '1', contactId: '2' }],
  [
    'contact_updated',
    { endUserId: '1', diff: [{ name: 'attributes.email', previous: null, updated: { a: 1 } }] },
  ],
  ['user_availability_updated', { userId: '1', availability: 'ONLINE' }],
  ['user_unsubscribed', contact],
  ['user_unsubscribe', contact],
  ['conversation_status_updated', { conversationId: '1', status: 'open' }],
  ['button_action', { conversationId: '1', button: { value: 'x' } }],
];

describe('problemsOf', () => {
  it.each(FEWEST)('finds none in %s with the fewest fields, nor with more', (type, data) => {
    expect(problemsOf(type, data)).toEqual([]);
    expect(problemsOf(type, { ...data, added: { by: ['Drift'] } })).toEqual([]);
  });

  it.each(FEWEST)('names each field that %s lacks', (type, data) => {
    for (const field of Object.keys(data)) {
      const { [field]: _, ...rest } = data as Record<string, unknown>;
      if (field !== 'createdAt') expect(problemsOf(type, rest)).toEqual([`data.${field}`]);
    }
    for (const odd of [undefined, null, 'text', 5]) expect(problemsOf(type, odd)).toEqual(['data']);
  });

  it('takes null for a field that may be missing, and names the place of one inside', () => {
    expect(problemsOf('new_message', { ...message, body: null, createdAt: null })).toEqual([]);
    expect(problemsOf('new_message', { ...message, author: { id: 3 } })).toEqual([
      'data.author.id',
      'data.author.type',
    ]);
    expect(problemsOf('contact_updated', { endUserId: '1', diff: [{}] })).toEqual(['data.diff.0.name']);
  });

  it.each([
    'chat_to_call',
    'gdpr_delete_requested',
    'app_disconnected',
    'brand_new',
    'constructor',
    '__proto__',
  ])('finds none in %s, as nobody documented it', (type) => expect(problemsOf(type, 5)).toEqual([]));
});
