import { expect, test } from 'vitest';
import { cardWords } from './card-words';

test('buttons are named, and the one that was clicked', () => {
  expect(cardWords({ type: 'buttons', buttons: ['Yes', 'No'], answer: null })).toMatchObject({
    choices: ['Yes', 'No'],
    answer: null,
  });
  expect(cardWords({ type: 'buttons', buttons: ['Yes', 'No'], answer: 'No' }).answer).toBe('No');
});

test('hostile labels and answers are cut and show no token', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  const words = cardWords({ type: 'buttons', buttons: [token, 'x'.repeat(500)], answer: token });
  expect(JSON.stringify(words)).not.toContain(token);
  expect(words.choices[1]?.length).toBeLessThan(250);
});

test('a calendar says with whom, and what was booked', () => {
  const calendar = {
    type: 'meeting',
    teamMember: { id: 1, name: 'Avery' },
    duration: 30,
    slots: [1, 2],
  } as const;
  expect(cardWords({ ...calendar, slots: [1, 2], answer: null })).toMatchObject({
    kind: 'Offers 2 times with Avery',
    answer: null,
  });
  const answer = { time: 0, duration: 30, timeZone: 'UTC' };
  expect(cardWords({ ...calendar, slots: [1, 2], answer }).answer).toMatch(/, 30 minutes$/);
});
