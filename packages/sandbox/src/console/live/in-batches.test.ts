import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inBatches } from './in-batches';

let told: (readonly number[])[];
const tell = (events: readonly number[]): void => void told.push(events);

beforeEach(() => {
  told = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

test('the first is told at once, those of the next moment together', () => {
  const { add } = inBatches(tell);
  for (const event of [1, 2, 3]) add(event);
  expect(told).toEqual([[1]]);
  vi.runAllTimers();
  expect(told).toEqual([[1], [2, 3]]);
});

test('after a quiet moment the next is told at once again', () => {
  const { add } = inBatches(tell);
  add(1);
  vi.runAllTimers();
  add(2);
  expect(told).toEqual([[1], [2]]);
});

test('what waits when it is stopped is never told', () => {
  const { add, stop } = inBatches(tell);
  add(1);
  add(2);
  stop();
  vi.runAllTimers();
  expect(told).toEqual([[1]]);
});
