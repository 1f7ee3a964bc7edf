import { expect, test } from 'vitest';
import { inboxRows, speakerOf, waitingCount } from './inbox';
import { personaOf } from './persona';
import { contactOf, conversationOf, messageOf, pictureOf } from './picture-for-test';

const jane = contactOf(1002, { externalId: 'user_1', attributes: { name: 'Jane' } });
const picture = pictureOf({
  contacts: [contactOf(1001), jane],
  conversations: [
    conversationOf(5001, 1001, [messageOf(1, 'visitor', 'First'), messageOf(4, 'agent', 'Answered')]),
    conversationOf(5002, 1002, [messageOf(9, 'visitor', 'Newest')]),
    conversationOf(5003, 1002, []),
  ],
});

test('the conversation that was last written in comes first', () => {
  expect(inboxRows(picture).map(({ id, persona, preview }) => [id, persona.name, preview])).toEqual([
    [5002, 'Jane', 'Newest'],
    [5001, 'Anonymous visitor', 'Answered'],
    [5003, 'Jane', 'Nothing was said yet.'],
  ]);
});

test('a visitor waits who spoke last', () => {
  expect(inboxRows(picture).map(({ isWaiting }) => isWaiting)).toEqual([true, false, false]);
  expect(waitingCount(picture)).toBe(1);
});

test('in the inbox the visitor is not "You"', () => {
  const persona = personaOf(jane, 1002);
  expect(speakerOf(messageOf(1, 'visitor', ''), persona)).toBe('Jane');
  expect(speakerOf(messageOf(1, 'agent', ''), persona)).toBe('Avery');
});
