import { describe, expect, test } from 'vitest';
import type { EntryOf, LedgerType } from '../../protocol';
import type { Note } from './entry-note';
import { isProblem, noteOf } from './entry-note';
import { entryOf } from './picture-for-test';

function note<T extends LedgerType>(type: T, given: Partial<EntryOf<T>> = {}): Note | null {
  return noteOf(entryOf(type, 1, given));
}

describe('a call', () => {
  test('that Drift drops says why', () => {
    const why = 'email in attributes is invalid: nobody';
    expect(note('call', { accepted: false, why })).toEqual({ tone: 'bad', text: `Dropped. ${why}` });
  });

  test('that was taken needs no note', () => {
    expect(note('call')).toBeNull();
  });
});

describe('an identify', () => {
  test('with a valid token is good', () => {
    expect(note('identify')).toEqual({ tone: 'good', text: 'The token is valid.' });
  });

  test('whose token nobody asked for is neither good nor bad', () => {
    expect(note('identify', { verdict: 'unchecked' })).toEqual({
      tone: 'plain',
      text: 'The token was not checked.',
    });
  });

  test('that fell back did not count for all it was', () => {
    expect(note('identify', { verdict: 'expired', outcome: 'fell_back' })).toEqual({
      tone: 'warn',
      text: 'The token has expired; the unsigned identity counts.',
    });
  });

  test('that was refused says what was wrong with the token', () => {
    expect(note('identify', { verdict: 'missing', outcome: 'refused' })).toEqual({
      tone: 'bad',
      text: 'Refused: the token is missing.',
    });
  });

  test('names the attributes that were dropped without a word', () => {
    expect(note('identify', { ignored: ['age', 'seats'] })?.text).toContain('age, seats');
    expect(note('identify', { ignored: ['age'] })?.tone).toBe('warn');
  });
});

test('attributes that did not arrive, and those of another type, are problems', () => {
  expect(note('attributes', { outcome: 'failed' })?.tone).toBe('bad');
  expect(note('attributes', { ignored: ['age'] })?.tone).toBe('warn');
  expect(note('attributes')).toBeNull();
});

test('a visit that never becomes ready says why', () => {
  const why = 'The fault "refused" is on.';
  expect(note('bootstrap', { outcome: 'refused', why })).toEqual({
    tone: 'bad',
    text: `Never becomes ready. ${why}`,
  });
});

test('a script under a stale time, or that is not answered with itself, is a problem', () => {
  expect(note('script', { timely: false, bucket: '7' })?.text).toContain('“7”');
  expect(note('script', { answer: '404' })?.tone).toBe('bad');
  expect(note('script', { answer: 'slow' })?.tone).toBe('warn');
  expect(note('script')).toBeNull();
});

test('problems are what did not count, or not whole', () => {
  expect(isProblem(entryOf('call', 1, { accepted: false, why: 'no' }))).toBe(true);
  expect(isProblem(entryOf('identify', 1, { ignored: ['age'] }))).toBe(true);
  expect(isProblem(entryOf('identify', 1))).toBe(false);
  expect(isProblem(entryOf('ready', 1))).toBe(false);
});
