import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Timetable } from './timetable';
import { createTimetable } from './timetable';

let now: number;
let timetable: Timetable;
let done: string[];
beforeEach(() => {
  now = 1000;
  done = [];
  timetable = createTimetable(() => now);
});
afterEach(() => {
  timetable.clear();
  vi.useRealTimers();
});
const later = (name: string, milliseconds: number): (() => void) =>
  timetable.after(milliseconds, () => done.push(name));
function move(milliseconds: number): void {
  now += milliseconds;
  timetable.runDue();
}

test('what is due is done, the earliest first, and the rest waits', () => {
  later('late', 300);
  later('second', 200);
  later('first', 100);
  move(250);
  expect(done).toEqual(['first', 'second']);
  move(50);
  expect(done).toEqual(['first', 'second', 'late']);
});

test('what was taken off is not done', () => {
  const stop = later('never', 100);
  later('kept', 100);
  stop();
  move(100);
  expect(done).toEqual(['kept']);
});

test('a task may add another task, which runs when it is due', () => {
  timetable.after(100, () => later('child', 0));
  move(100);
  expect(done).toEqual(['child']);
});

test('clear takes everything off', () => {
  later('never', 100);
  timetable.clear();
  move(1000);
  expect(done).toEqual([]);
});

test('without anybody who moves the clock, a timer does it', () => {
  vi.useFakeTimers();
  const own = createTimetable(() => Date.now());
  own.after(5000, () => done.push('late'));
  own.after(1000, () => done.push('first'));
  vi.advanceTimersByTime(1000);
  expect(done).toEqual(['first']);
  vi.advanceTimersByTime(4000);
  expect(done).toEqual(['first', 'late']);
});
