import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openDatabase } from './database';
import type { Database } from './database';
import { createJobs } from './jobs';
import type { Jobs, Turn, Work } from './jobs';
import { createJournal } from './journal';

let database: Database;
let jobs: Jobs;
beforeEach(() => {
  vi.useFakeTimers();
  database = openDatabase(undefined);
  jobs = createJobs(database, createJournal());
});
afterEach(() => {
  jobs.close();
  vi.useRealTimers();
});

const job = { kind: 'quote', subject: { contactId: '1' }, conversationId: '7' } as const;
/** Does every job in the same way. */
const always = (step: (turn: Turn) => Promise<string>): Work => ({
  contact: step,
  timeline: step,
  erase: step,
  command: step,
  quote: step,
});
const states = () =>
  database.all('SELECT key, state, attempts FROM jobs ORDER BY id').map((row) => Object.values(row));

it('a job is done once, however often it is kept, also by a process that was started later', async () => {
  const step = vi.fn(() => Promise.resolve('done'));
  jobs.start(always(step));
  jobs.keep('a', job);
  jobs.keep('a', job);
  await vi.runAllTimersAsync();
  jobs.close();
  jobs = createJobs(database, createJournal());
  jobs.keep('a', job);
  jobs.start(always(step));
  await vi.runAllTimersAsync();
  expect(step).toHaveBeenCalledOnce();
  expect(step.mock.lastCall).toMatchObject([
    { key: 'a', attempt: 1, conversationId: '7', subject: { contactId: '1' } },
  ]);
});

it('a job that a killed process had started is started again, and knows that it is not the first attempt', async () => {
  jobs.start(always(() => new Promise(() => undefined)));
  jobs.keep('a', job);
  await vi.runAllTimersAsync();
  jobs.close();
  const step = vi.fn(() => Promise.resolve('done'));
  jobs = createJobs(database, createJournal());
  jobs.start(always(step));
  await vi.runAllTimersAsync();
  expect(step.mock.lastCall).toMatchObject([{ attempt: 2 }]);
  expect(states()).toEqual([['a', 'done', 2]]);
});

it('a failing job does not block others, is tried again with growing pauses, and is given up after twelve attempts', async () => {
  const error = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const done: string[] = [];
  jobs.start(
    always(({ key, attempt }) => {
      done.push(`${key}${attempt}`);
      return key === 'bad' ? Promise.reject(new Error('Drift is away')) : Promise.resolve('done');
    }),
  );
  jobs.keep('bad', job);
  jobs.keep('good', job);
  await vi.advanceTimersByTimeAsync(500);
  expect(done).toEqual(['bad1', 'good1']);
  await vi.advanceTimersByTimeAsync(3000);
  expect(done.slice(2)).toEqual(['bad2', 'bad3']);
  await vi.runAllTimersAsync();
  expect(states()).toEqual([
    ['bad', 'failed', 12],
    ['good', 'done', 1],
  ]);
  expect(error.mock.lastCall?.[0]).toContain('gave up the job quote bad: Drift is away');
  error.mockRestore();
});

it('the data of a job is deleted when the job is done', async () => {
  jobs.keep('a', { ...job, subject: { email: 'nia@byrne-boats.example' } });
  jobs.start(always(() => Promise.resolve('done')));
  await vi.runAllTimersAsync();
  expect(JSON.stringify(database.all('SELECT * FROM jobs'))).not.toContain('nia@');
});
