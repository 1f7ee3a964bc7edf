import { expect, test, vi } from 'vitest';
import { createSessions } from './session-store';

test('a token finds its session until it is closed, and each change is told', () => {
  const sessions = createSessions();
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

test('of too many sessions the one unused for longest ends', () => {
  const sessions = createSessions();
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
  const sessions = createSessions();
  const [mine, other] = [sessions.open('aid-1', 1), sessions.open('aid-2', 2)];
  sessions.closeAllOf('aid-1');
  expect(sessions.get(mine.token)).toBeUndefined();
  expect(sessions.get(other.token)).toBe(other);
});

test('restored sessions hold', () => {
  const session = createSessions().open('aid-1', 1);
  const after = createSessions();
  after.restore([session]);
  expect(after.get(session.token)).toEqual(session);
});
