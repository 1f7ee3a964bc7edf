import { expect, test } from 'vitest';
import { duration, preciseTime, wholeTime } from './time-words';

test('a length of time shows its two largest units, without zeros', () => {
  expect([0, 0.4, 59, 60, 298, 3600, 7500, 90_000, 31_536_000].map(duration)).toEqual([
    '0 s',
    '0 s',
    '59 s',
    '1 min',
    '4 min 58 s',
    '1 h',
    '2 h 5 min',
    '1 d 1 h',
    '365 d',
  ]);
});

test('calls within one second are told apart', () => {
  expect(preciseTime(1_700_000_000_007)).toMatch(/\.007$/);
});

test('a number that is not a time is shown as such', () => {
  expect(wholeTime(1e20)).toBe('no time: 100000000000000000000');
});
