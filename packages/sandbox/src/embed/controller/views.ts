import type { ChatView, ReadyPayload, ShownMessage, Theme, WidgetFlags, WidgetView } from '../wire';
import type { State } from './state';

const DEFAULT_THEME: Theme = { backgroundColor: '#2f4bff', foregroundColor: '#ffffff' };
const COLOR = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;
const WELCOME = 'Hi there! What can we help you with?';

/** What the host page shows of the frames. */
export function widgetView({ widgetVisible, chatOpen, takeover, config }: State): WidgetView {
  return {
    widgetVisible,
    chatOpen,
    takeover,
    align: config['widgetAlignment'] === 'left' ? 'left' : 'right',
    verticalOffset: numberOr(0, config['verticalOffset']),
    horizontalOffset: numberOr(0, config['horizontalOffset']),
  };
}

export function themeOf({ config }: State): Theme {
  return {
    backgroundColor: colorOr(DEFAULT_THEME.backgroundColor, config['backgroundColor']),
    foregroundColor: colorOr(DEFAULT_THEME.foregroundColor, config['foregroundColor']),
  };
}

/** What the chat window shows. */
export function chatView(state: State): ChatView {
  const { chatOpen, organizationName, isOnline, screen, conversationId, conversations } = state;
  return {
    open: chatOpen,
    theme: themeOf(state),
    organizationName,
    isOnline,
    welcomeMessage: welcomeOf(state),
    screen,
    conversationId,
    messages: messagesOf(state),
    conversations: conversations
      .map(({ id, createdAt, messages }) => ({
        id,
        at: messages.at(-1)?.at ?? createdAt,
        preview: messages.at(-1)?.text ?? '',
      }))
      .reverse(),
  };
}

function messagesOf({ conversationId, conversations, outgoing }: State): ShownMessage[] {
  const sent = conversations.find(({ id }) => id === conversationId)?.messages ?? [];
  const mine = outgoing.filter((one) => one.conversationId === (conversationId ?? 0));
  return [...sent.map((one): ShownMessage => ({ ...one, delivery: 'sent' })), ...mine];
}

function welcomeOf({ greeting, config }: State): string | null {
  if (greeting !== null) return greeting;
  if (config['enableWelcomeMessage'] === false) return null;
  const messages = config['messages'] as Record<string, unknown> | null | undefined;
  const own = messages?.['welcomeMessage'];
  return typeof own === 'string' ? own : WELCOME;
}

/** The flags that `ready` and the sidebar events carry (devdocs: Drift events). */
export function flagsOf({ widgetVisible, chatOpen, isOnline }: State): WidgetFlags {
  return { sidebarOpen: chatOpen, chatOpen, widgetVisible, isOnline, teamAvailability: { 1: { isOnline } } };
}

export function readyPayload(state: State): ReadyPayload {
  return { ...flagsOf(state), data: flagsOf(state) };
}

function numberOr(fallback: number, value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}

function colorOr(fallback: string, value: unknown): string {
  const found = typeof value === 'string' ? COLOR.exec(value) : null;
  return found?.[1] === undefined ? fallback : `#${found[1]}`;
}
