import { expect, test } from 'vitest';
import type { HoldEvent } from './hold';
import { hold, RUNNING } from './hold';

const after = (...events: HoldEvent[]) => events.reduce(hold, RUNNING);
const toggle = (seq: number, lastSeq: number): HoldEvent => ({ type: 'toggle', seq, lastSeq });
const scroll = (isScrolled: boolean, lastSeq: number): HoldEvent => ({ type: 'scroll', isScrolled, lastSeq });
const pause = (isPaused: boolean, lastSeq: number): HoldEvent => ({ type: 'pause', isPaused, lastSeq });

test('the list stands still while an entry is open, and runs on when the last one closes', () => {
  expect(after(toggle(3, 10)).at).toBe(10);
  expect(after(toggle(3, 10), toggle(2, 14)).at).toBe(10);
  expect(after(toggle(3, 10), toggle(2, 14), toggle(3, 15)).at).toBe(10);
  expect(after(toggle(3, 10), toggle(2, 14), toggle(3, 15), toggle(2, 16))).toEqual(RUNNING);
});

test('the list stands still while it is scrolled or paused, for as long as there is one reason', () => {
  expect(after(scroll(true, 10), pause(true, 12), scroll(false, 13)).at).toBe(10);
  expect(after(scroll(true, 10), pause(true, 12), scroll(false, 13), pause(false, 14)).at).toBeNull();
});

test('what waited is shown when asked for, and the list stands still there', () => {
  expect(after(pause(true, 10), { type: 'catch-up', lastSeq: 20 }).at).toBe(20);
  expect(after({ type: 'catch-up', lastSeq: 20 }).at).toBeNull();
});
