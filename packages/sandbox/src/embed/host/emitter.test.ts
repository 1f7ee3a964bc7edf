import { afterEach, expect, test, vi } from 'vitest';
import { createEmitter } from './emitter';

afterEach(() => vi.unstubAllGlobals());

test('handlers of one event are called in the order in which they came', () => {
  const emitter = createEmitter('isolated');
  const seen: unknown[] = [];
  emitter.on('message', (payload: unknown) => seen.push(['first', payload]));
  emitter.on('message', (payload: unknown) => seen.push(['second', payload]));
  emitter.emit('message', 5);
  expect(seen).toEqual([
    ['first', 5],
    ['second', 5],
  ]);
});

test('off takes one handler away, or without one all of the event', () => {
  const emitter = createEmitter('isolated');
  const [one, two, other] = [vi.fn(), vi.fn(), vi.fn()];
  emitter.on('message', one);
  emitter.on('message', two);
  emitter.on('chatOpen', other);
  emitter.off('message', one);
  emitter.emit('message');
  emitter.off('message');
  emitter.emit('message');
  emitter.emit('chatOpen');
  expect([one, two, other].map((handler) => handler.mock.calls.length)).toEqual([0, 1, 1]);
});

test('what is no event or no handler is left alone', () => {
  const emitter = createEmitter('isolated');
  emitter.on('message', 'no function');
  emitter.on(5, () => undefined);
  emitter.off(5);
  expect(() => emitter.emit('message')).not.toThrow();
});

test('isolated: an error is reported, and the others are called', () => {
  const report = vi.fn();
  vi.stubGlobal('reportError', report);
  const emitter = createEmitter('isolated');
  const [error, other] = [new Error('mine'), vi.fn()];
  emitter.on('message', () => {
    throw error;
  });
  emitter.on('message', other);
  emitter.emit('message');
  expect(report).toHaveBeenCalledWith(error);
  expect(other).toHaveBeenCalled();
});

test('stops_the_rest: an error keeps the others from being called', () => {
  const emitter = createEmitter('stops_the_rest');
  const other = vi.fn();
  emitter.on('message', () => {
    throw new Error('mine');
  });
  emitter.on('message', other);
  expect(() => emitter.emit('message')).toThrow('mine');
  expect(other).not.toHaveBeenCalled();
});
