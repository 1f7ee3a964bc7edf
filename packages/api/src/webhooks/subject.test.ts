import { expect, it } from 'vitest';
import { subjectOf } from './subject';
import type { WebhookEvent } from './events';

const contact = { author: { type: 'contact', id: '5' } };

it.each([
  ['new_message', { id: '1', conversationId: '2', ...contact }, { conversationId: '2', contactId: '5' }],
  [
    'new_message',
    { id: '1', conversationId: '2', author: { type: 'user', id: '9' } },
    { conversationId: '2' },
  ],
  ['button_clicked', { id: '1', conversationId: '2' }, { conversationId: '2' }],
  ['new_conversation', { id: '2', contactId: '5' }, { conversationId: '2', contactId: '5' }],
  ['conversation_push', { source: 'x', data: { conversationId: '2' } }, { conversationId: '2' }],
  ['conversation_inactive', { conversationId: '2' }, { conversationId: '2' }],
  [
    'conversation_participant_added',
    { conversationId: '2', addedParticipants: ['9'] },
    { conversationId: '2' },
  ],
  [
    'phone_captured',
    { conversationId: '2', authorId: '5', authorType: 'contact' },
    { conversationId: '2', contactId: '5' },
  ],
  ['new_meeting', { agentId: '9', schedulerId: '5' }, { contactId: '5' }],
  ['playbook_goal_met', { conversationId: '2', contactId: '5' }, { conversationId: '2', contactId: '5' }],
  ['contact_updated', { endUserId: '5' }, { contactId: '5' }],
  ['contact_identified', { id: '5' }, { contactId: '5' }],
  ['user_unsubscribed', { id: '5' }, { contactId: '5' }],
  ['user_availability_updated', { userId: '9' }, {}],
  ['gdpr_delete_requested', { contactId: '5' }, { contactId: '5' }],
  ['gdpr_delete_requested', { email: 'a@b.c' }, {}],
  ['app_disconnected', null, {}],
  ['new_message', { conversationId: 5 }, {}],
])('subjectOf(%s %j)', (type, data, subject) => {
  expect(subjectOf({ type, data, orgId: '1' } as WebhookEvent)).toEqual(subject);
});
