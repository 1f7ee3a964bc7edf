import type { ChatView, ReadyPayload, ShownMessage, Theme, WidgetFlags, WidgetView } from '../frame-messages';
import type { State } from './state';
import { conversationOf } from './state';

const BRAND = '#2f4bff';
const ON_BRAND = '#ffffff';
const COLOR = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;
const WELCOME = 'Hi there! What can we help you with?';
const AWAY = 'We are away right now. Leave us a message, and we will get back to you.';

/** What the host page shows of the frames. */
export function widgetView(state: State): WidgetView {
  const { widgetVisible, chatOpen, takeover, config, preview, previewHeight } = state;
  return {
    widgetVisible,
    chatOpen,
    takeover,
    previewHeight: preview === null ? 0 : previewHeight,
    align: config['widgetAlignment'] === 'left' ? 'left' : 'right',
    verticalOffset: numberOr(0, config['verticalOffset']),
    horizontalOffset: numberOr(0, config['horizontalOffset']),
  };
}

/** The colours of config, and defaults for missing or invalid ones. */
export function themeOf({ config }: State): Theme {
  const backgroundColor = colorOr(BRAND, config['backgroundColor']);
  return {
    backgroundColor,
    foregroundColor: colorOr(ON_BRAND, config['foregroundColor']),
    // ASSUMED: which part each of these two paints; their names are all there is.
    activeColor: colorOr(backgroundColor, config['activeColor']),
    widgetBackgroundColor: colorOr(backgroundColor, config['widgetBackgroundColor']),
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
    greeting: greetingText(state),
    mayStartAnother: state.config['disableNewConversations'] !== true,
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

function messagesOf(state: State): ShownMessage[] {
  const { conversationId, outgoing, answering } = state;
  const sent = conversationOf(state, conversationId)?.messages ?? [];
  const mine = outgoing.filter((one) => one.conversationId === (conversationId ?? 0));
  return [
    ...sent.map((one): ShownMessage => {
      const status = answering[one.id];
      return { ...one, delivery: 'sent', ...(status && { answering: status }) };
    }),
    ...mine,
  ];
}

/** Which greeting the visitor is looking at; its opening and closing are events (devdocs: Drift events). */
export function shownGreeting(state: State): 'welcomeMessage' | 'awayMessage' | null {
  const { chatOpen, screen, conversationId, isOnline } = state;
  const isShown = chatOpen && screen === 'conversation' && conversationId === null;
  if (!isShown || greetingText(state) === null) return null;
  return isOnline ? 'welcomeMessage' : 'awayMessage';
}

// A playbook has its own first words.
function greetingText(state: State): string | null {
  const { greeting, config, isOnline, conversationId } = state;
  if (conversationOf(state, conversationId)?.playbook) return null;
  if (greeting !== null) return greeting;
  if (config['enableWelcomeMessage'] === false) return null;
  const messages = config['messages'] as Record<string, unknown> | null | undefined;
  const own = messages?.[isOnline ? 'welcomeMessage' : 'awayMessage'];
  if (typeof own === 'string') return own;
  return isOnline ? WELCOME : AWAY;
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
