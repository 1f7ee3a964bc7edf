import { expect, test, vi } from 'vitest';
import { createLatest } from './latest';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a second change is made to the first one, though the sandbox has not answered', async () => {
  const saved: string[] = [];
  const answers: (() => void)[] = [];
  const save = (text: string): Promise<void> => {
    saved.push(text);
    return new Promise((resolve) => answers.push(resolve));
  };
  const onChange = vi.fn();
  const latest = createLatest('', onChange);
  latest.change((before) => `${before}a`, save);
  latest.change((before) => `${before}b`, save);
  expect(latest.shown('')).toBe('ab');
  await settled();
  // In order, one at a time: two requests at once could arrive the other way round.
  expect(saved).toEqual(['a']);
  answers[0]?.();
  await settled();
  expect([saved, latest.shown('a')]).toEqual([['a', 'ab'], 'ab']);
  answers[1]?.();
  await settled();
  expect([latest.shown('ab'), onChange.mock.calls.length]).toEqual(['ab', 4]);
});

test('what could not be saved is not shown any longer', async () => {
  const latest = createLatest('a', () => undefined);
  latest.change(
    () => 'b',
    () => Promise.reject(new Error('no')),
  );
  expect(latest.shown('a')).toBe('b');
  await settled();
  expect(latest.shown('a')).toBe('a');
});

test('a change after the answer, and before the news of it, is made to what was saved', async () => {
  const latest = createLatest('', () => undefined);
  const save = (): Promise<void> => Promise.resolve();
  latest.change((before) => `${before}a`, save);
  await settled();
  expect(latest.shown('')).toBe('a');
  latest.change((before) => `${before}b`, save);
  await settled();
  expect([latest.shown(''), latest.shown('a'), latest.shown('ab')]).toEqual(['ab', 'ab', 'ab']);
  expect(latest.shown('changed by somebody else')).toBe('changed by somebody else');
});
