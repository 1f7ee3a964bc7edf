// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { createStorage } from './storage';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

test('visits are counted by path, and nonsense that stood there is replaced', () => {
  localStorage.setItem('DRIFT_visitCounts', 'nonsense');
  createStorage().countVisit();
  createStorage().countVisit();
  expect(Object.values(JSON.parse(localStorage.getItem('DRIFT_visitCounts') ?? '') as object)).toEqual([2]);
});

test('whether the chat was open is there for the next page', () => {
  expect(createStorage().chatWasOpen()).toBe(false);
  createStorage().keepChatOpen(true);
  expect(localStorage.getItem('DRIFT_isChatFrameOpen')).toBe('true');
  expect(createStorage().chatWasOpen()).toBe(true);
});

test('tabs are counted while they are open, and the last one leaves nothing', () => {
  const [first, second] = [createStorage().tabOpened(), createStorage().tabOpened()];
  expect(localStorage.getItem('DRIFT_openTabs')).toBe('2');
  first();
  expect(localStorage.getItem('DRIFT_openTabs')).toBe('1');
  second();
  expect(localStorage.getItem('DRIFT_openTabs')).toBeNull();
});

test('a message that nobody saw is remembered in its tab', () => {
  createStorage().keepNotified();
  expect(sessionStorage.getItem('DRIFT_NOTIFICATION_PLAYED')).toBe('true');
});

test('the session of a tab is one, and its beginning is in seconds', () => {
  const session = createStorage().session();
  expect(createStorage().session()).toEqual(session);
  expect(session.sessionStarted).toBeCloseTo(Date.now() / 1000, -1);
});

test('a page without storage works too', () => {
  vi.stubGlobal('localStorage', undefined);
  const storage = createStorage();
  storage.countVisit();
  storage.keepChatOpen(true);
  expect(storage.chatWasOpen()).toBe(false);
  vi.unstubAllGlobals();
});
