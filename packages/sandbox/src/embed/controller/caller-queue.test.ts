import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSerialQueue } from './caller';

beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a job starts only when the one before has settled, well or badly', async () => {
  const queue = createSerialQueue();
  const done: string[] = [];
  let finish = (): void => undefined;
  queue.push(() => new Promise((resolve) => (finish = resolve)));
  queue.push(() => Promise.reject(new Error('swallowed')));
  queue.push(async () => void done.push('third'));
  await turn();
  expect(done).toEqual([]);
  finish();
  await turn();
  expect(done).toEqual(['third']);
});

test('a job that never settles jams the queue for good', async () => {
  const queue = createSerialQueue();
  let ran = false;
  queue.push(() => new Promise(() => undefined));
  queue.push(async () => void (ran = true));
  await turn();
  expect(ran).toBe(false);
});
