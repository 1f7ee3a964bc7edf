import { expect, test, vi } from 'vitest';
import { createSessionStore } from './session-store';

test('a token finds its session until the session closes, and listeners hear each change', () => {
  const sessions = createSessionStore();
  const heard = vi.fn();
  sessions.listen(heard);
  const session = sessions.open('aid-1', 1);
  expect(sessions.get(session.token)).toBe(session);
  sessions.turnOver(session, 2);
  expect(session.contactId).toBe(2);
  sessions.close(session.token);
  expect(sessions.get(session.token)).toBeUndefined();
  expect(heard.mock.calls.map(([change]) => (change as { type: string }).type)).toEqual([
    'held',
    'held',
    'ended',
  ]);
});

test('above the limit, the session unused for longest ends', () => {
  const sessions = createSessionStore();
  const ended = vi.fn();
  const [first, second] = [sessions.open('aid-1', 1), sessions.open('aid-2', 2)];
  for (let count = 2; count < 10_000; count++) sessions.open('aid', 3);
  sessions.listen((change) => {
    if (change.type === 'ended') ended(change.token);
  });
  sessions.get(first.token);
  sessions.open('aid', 3);
  expect(ended).toHaveBeenCalledExactlyOnceWith(second.token);
  expect(sessions.get(first.token)).toBe(first);
});

test('a browser that is forgotten loses its sessions, and no other does', () => {
  const sessions = createSessionStore();
  const [mine, other] = [sessions.open('aid-1', 1), sessions.open('aid-2', 2)];
  sessions.closeAllOf('aid-1');
  expect(sessions.get(mine.token)).toBeUndefined();
  expect(sessions.get(other.token)).toBe(other);
});

test('restored sessions hold', () => {
  const session = createSessionStore().open('aid-1', 1);
  const after = createSessionStore();
  after.restore([session]);
  expect(after.get(session.token)).toEqual(session);
});
