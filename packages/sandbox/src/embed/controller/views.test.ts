import { expect, test } from 'vitest';
import type { State } from './state';
import { INITIAL_STATE } from './state';
import { chatView, readyPayload, themeOf, widgetView } from './views';

const withConfig = (config: Record<string, unknown>): State => ({ ...INITIAL_STATE, config });

test('the ready payload has its flags on the root and again under data', () => {
  const flags = {
    sidebarOpen: true,
    chatOpen: true,
    widgetVisible: true,
    isOnline: true,
    teamAvailability: { 1: { isOnline: true } },
  };
  expect(readyPayload({ ...INITIAL_STATE, chatOpen: true })).toEqual({ ...flags, data: flags });
});

test.each([
  ['#ff0000', '#ff0000'],
  ['ff0000', '#ff0000'],
  ['##ff0000', '#2f4bff'],
  ['red; } body { display: none', '#2f4bff'],
  [5, '#2f4bff'],
])('the background colour %j becomes %s', (backgroundColor, expected) => {
  expect(themeOf(withConfig({ backgroundColor })).backgroundColor).toBe(expected);
});

test('offsets are numbers, zero among them, and else nothing', () => {
  expect(widgetView(withConfig({ verticalOffset: 30, horizontalOffset: 0 }))).toMatchObject({
    verticalOffset: 30,
    horizontalOffset: 0,
  });
  expect(widgetView(withConfig({ verticalOffset: '30px' }))).toMatchObject({ verticalOffset: 0 });
});

test('away, the greeting is the away message', () => {
  const away = { ...INITIAL_STATE, isOnline: false };
  expect(chatView(away).greeting).toMatch(/^We are away/);
  expect(chatView({ ...away, config: { messages: { awayMessage: 'Gone' } } }).greeting).toBe('Gone');
});

test('the other colours of config paint the launcher and what is to be clicked, else the background colour does', () => {
  expect(themeOf(withConfig({ backgroundColor: 'ff0000', activeColor: '#00ff00' }))).toMatchObject({
    activeColor: '#00ff00',
    widgetBackgroundColor: '#ff0000',
  });
});

test('a preview takes its room only while one is shown', () => {
  const measured = { ...INITIAL_STATE, previewHeight: 90 };
  expect(widgetView(measured).previewHeight).toBe(0);
  expect(widgetView({ ...measured, preview: 1 }).previewHeight).toBe(90);
});

test('the welcome message is that of the call, else of config, else our own; config can switch it off', () => {
  const messages = { welcomeMessage: 'Hello from config' };
  expect(chatView(INITIAL_STATE).greeting).toBe('Hi there! What can we help you with?');
  expect(chatView(withConfig({ messages })).greeting).toBe('Hello from config');
  expect(chatView({ ...withConfig({ messages }), greeting: 'Hello' }).greeting).toBe('Hello');
  expect(chatView(withConfig({ enableWelcomeMessage: false })).greeting).toBeNull();
});

test('a conversation that is not open shows none of its messages', () => {
  const author = { id: 7, name: 'Avery' };
  const messages = [{ id: 1, conversationId: 1, at: 0, from: 'agent' as const, author, text: 'Hi' }];
  const conversations = [{ id: 1, contactId: 1, inboxId: 1, createdAt: 0, messages }];
  expect(chatView({ ...INITIAL_STATE, conversations }).messages).toEqual([]);
  expect(chatView({ ...INITIAL_STATE, conversations, conversationId: 1 }).messages).toHaveLength(1);
});
