import { expect, test } from 'vitest';
import type { EntryFilter } from './entry-filter';
import { filterEntries } from './entry-filter';
import { entryOf } from './picture-for-test';

const ENTRIES = [
  entryOf('bootstrap', 1),
  entryOf('call', 2, { method: 'identify', args: ['user_1'] }),
  entryOf('identify', 3, { contactId: 1002, externalId: 'user_1' }),
  entryOf('call', 4, { aid: 'aid-2', contactId: 1003, accepted: false, why: 'a Date in attributes' }),
  entryOf('message', 5, { aid: null, contactId: 1002, from: 'agent', text: 'How can I help?' }),
  entryOf('script', 6, { aid: null, contactId: null }),
];
const seqs = (filter: Partial<EntryFilter>): number[] =>
  filterEntries(ENTRIES, { kind: 'all', browser: null, contactId: null, text: '', ...filter }).map(
    ({ seq }) => seq,
  );

test('all of it is there, newest first', () => {
  expect(seqs({})).toEqual([6, 5, 4, 3, 2, 1]);
});

test('each kind has its own', () => {
  expect(seqs({ kind: 'calls' })).toEqual([4, 2]);
  expect(seqs({ kind: 'identity' })).toEqual([3, 1]);
  expect(seqs({ kind: 'activity' })).toEqual([5]);
  expect(seqs({ kind: 'problems' })).toEqual([4]);
});

test('a browser has what it did, and what an agent said to its contact', () => {
  expect(seqs({ browser: { aid: 'aid-1', contactId: 1002 } })).toEqual([5, 3, 2, 1]);
  expect(seqs({ browser: { aid: 'aid-2', contactId: null } })).toEqual([4]);
});

test('a contact has what happened to it', () => {
  expect(seqs({ contactId: 1002 })).toEqual([5, 3]);
});

test('every word of the text must be there, in what is shown or in who it was', () => {
  expect(seqs({ text: 'USER_1' })).toEqual([3, 2]);
  expect(seqs({ text: 'date dropped' })).toEqual([4]);
  expect(seqs({ text: 'help nothing' })).toEqual([]);
});
