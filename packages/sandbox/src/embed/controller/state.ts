import type { Conversation, Message } from '../../protocol';
import type { ShownMessage } from '../frame-messages';

/** What the widget shows, all of it. Changed only by the functions below, each of which answers a new state. */
export interface State {
  widgetVisible: boolean;
  chatOpen: boolean;
  takeover: boolean;
  isOnline: boolean;
  organizationName: string;
  config: Record<string, unknown>;
  /** The greeting of `showWelcomeMessage(message)`, above the one of config. */
  greeting: string | null;
  screen: 'conversation' | 'list';
  conversationId: number | null;
  conversations: Conversation[];
  /** Messages on their way and messages that did not get through. */
  outgoing: ShownMessage[];
  unread: number;
  /** The conversation whose playbook shows itself beside the launcher. */
  preview: number | null;
  /** Pixels that the preview takes; 0 until it has been drawn. */
  previewHeight: number;
  /** Cards being answered, and those whose answer did not get through, by the id of their message. */
  answering: Readonly<Record<number, 'sending' | 'failed'>>;
}

export const INITIAL_STATE: State = {
  widgetVisible: true,
  chatOpen: false,
  takeover: false,
  isOnline: true,
  organizationName: '',
  config: {},
  greeting: null,
  screen: 'conversation',
  conversationId: null,
  conversations: [],
  outgoing: [],
  unread: 0,
  preview: null,
  previewHeight: 0,
  answering: {},
};

export type Change = (state: State) => State;

/** Opening shows the widget too (observed). */
export const openChat: Change = (state) => ({
  ...state,
  widgetVisible: true,
  chatOpen: true,
  unread: 0,
  preview: null,
});
export const closeChat: Change = (state) => ({ ...state, chatOpen: false, takeover: false, preview: null });
export const showWidget: Change = (state) => ({ ...state, widgetVisible: true });
export const hideWidget: Change = (state) => ({ ...state, widgetVisible: false });

export function select(conversationId: number | null): Change {
  return (state) => ({ ...state, conversationId, screen: 'conversation' });
}

export function configure(options: Record<string, unknown>): Change {
  return (state) => {
    const config = { ...state.config, ...options };
    const { enabled } = options;
    return { ...state, config, widgetVisible: typeof enabled === 'boolean' ? enabled : state.widgetVisible };
  };
}

/** The history of the session's present contact. */
export function setHistory(conversations: Conversation[]): Change {
  return (state) => {
    const kept = conversations.some(({ id }) => id === state.conversationId);
    return {
      ...state,
      conversations,
      conversationId: kept ? state.conversationId : (conversations.at(-1)?.id ?? null),
      preview: kept ? state.preview : null,
    };
  };
}

/** Adds a message once, however often it is told of; `counts` when the visitor has not seen it. */
export function addMessage(message: Message, inboxId: number, counts: boolean): Change {
  return (state) => ({
    ...state,
    conversations: withMessage(state.conversations, message, inboxId),
    unread: counts ? state.unread + 1 : state.unread,
  });
}

/** An answer may be overtaken by what the stream tells meanwhile: nothing that is known already gets lost. */
export function mergeConversation(conversation: Conversation): Change {
  return (state) => {
    const known = state.conversations.find(({ id }) => id === conversation.id)?.messages ?? [];
    const ids = new Set(conversation.messages.map(({ id }) => id));
    const messages = [...conversation.messages, ...known.filter(({ id }) => !ids.has(id))];
    const merged = { ...conversation, messages: messages.sort((a, b) => a.id - b.id) };
    const others = state.conversations.filter(({ id }) => id !== conversation.id);
    return { ...state, conversations: [...others, merged] };
  };
}

export function knows({ conversations }: State, { id, conversationId }: Message): boolean {
  return conversations.some(
    (one) => one.id === conversationId && one.messages.some((other) => other.id === id),
  );
}

function withMessage(conversations: Conversation[], message: Message, inboxId: number): Conversation[] {
  const { conversationId, at } = message;
  const known = conversations.find(({ id }) => id === conversationId);
  if (!known) {
    const started = { id: conversationId, contactId: 0, inboxId, createdAt: at, messages: [message] };
    return [...conversations, started];
  }
  if (known.messages.some(({ id }) => id === message.id)) return conversations;
  const grown = { ...known, messages: [...known.messages, message] };
  return conversations.map((one) => (one === known ? grown : one));
}

export function conversationOf({ conversations }: State, id: number | null): Conversation | undefined {
  return conversations.find((one) => one.id === id);
}

/** What the server answered is known, and is what the chat shows. */
export function accept(conversation: Conversation): Change {
  return (state) => select(conversation.id)(mergeConversation(conversation)(state));
}

export function addOutgoing(message: ShownMessage): Change {
  return (state) => ({ ...state, outgoing: [...state.outgoing, message] });
}

export function dropOutgoing(messageId: number): Change {
  return (state) => ({ ...state, outgoing: state.outgoing.filter(({ id }) => id !== messageId) });
}

export function failOutgoing(messageId: number): Change {
  return (state) => ({
    ...state,
    outgoing: state.outgoing.map((one) => (one.id === messageId ? { ...one, delivery: 'failed' } : one)),
  });
}
