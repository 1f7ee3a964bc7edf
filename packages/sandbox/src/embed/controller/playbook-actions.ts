import type { CardAnswer, Fired, Message } from '../../protocol';
import { announceAnswer, announceCalendars, announceDismissed, announceFired } from './announce';
import { idsOf } from './payloads';
import type { ServerClient } from './server-client';
import type { State } from './state';
import { accept, closeChat, conversationOf, openChat } from './state';
import { hidePreview, setAnswering, setAttention, showPreview } from './state-preview';
import type { Store } from './store';

/** What bots do, and what the visitor makes of it, with the events each raises. */
export interface PlaybookActions {
  startInteraction(options: InteractionOptions): Promise<void>;
  /** The part of an address behind its `#`, with it. */
  followLink(hash: string): Promise<boolean>;
  /** The visitor is on this page: a playbook may be meant for it. */
  target(place: Place): Promise<void>;
  /** Fired, it waits beside the launcher. */
  present(fired: Fired): void;
  offerMeeting(agentId: number): Promise<void>;
  answer(messageId: number, answer: CardAnswer): Promise<void>;
  /** The visitor opened the chat, by their own hand. */
  visitorOpened(): void;
  /** The visitor closed the preview. */
  dismiss(): void;
}

export interface InteractionOptions {
  interactionId: number;
  goToConversation?: boolean;
  replaceActiveConversation?: boolean;
}

export interface Place {
  url: string;
  pageName: string | null;
}

// What a slug may be; a router's `#/path` never is one.
const LINK = /^#([\w-]{1,100})$/;

export function createPlaybookActions(store: Store, server: ServerClient): PlaybookActions {
  const { attend, isWaiting, present, takeAndOpen } = createPresentation(store, server);
  return {
    present,
    async startInteraction({ interactionId, goToConversation = true, replaceActiveConversation = true }) {
      if (store.state.conversationId !== null && !replaceActiveConversation) {
        if (goToConversation) store.change(openChat);
        return;
      }
      store.change(closeChat);
      const fired = await server.startInteraction(interactionId);
      (goToConversation ? takeAndOpen : present)(fired);
    },
    async followLink(hash) {
      const [, link] = LINK.exec(hash) ?? [];
      const { fired } = link === undefined ? { fired: null } : await server.followLink(link);
      // ASSUMED: who follows a link wants to read: the chat opens.
      if (fired) takeAndOpen(fired);
      return fired !== null;
    },
    async target(place) {
      const mayFire = store.state.config['enableCampaigns'] !== false;
      const { fired } = await server.target({ ...place, mayFire });
      if (fired) present(fired);
    },
    async offerMeeting(agentId) {
      store.change(openChat);
      const { conversationId } = store.state;
      const { conversation, message } = await server.offerMeeting({ agentId, conversationId });
      store.change(accept(conversation));
      announceCalendars(store, [message]);
    },
    async answer(messageId, answer) {
      const conversationId = await answerCard(store, server, messageId, answer);
      if (conversationId !== null && isWaiting(conversationId)) attend(conversationId, 'opened');
    },
    visitorOpened() {
      const conversation = conversationOf(store.state, store.state.conversationId);
      if (!conversation || !isWaiting(conversation.id)) return;
      store.raise('conversation:playbookClicked', idsOf(conversation));
      attend(conversation.id, 'opened');
    },
    dismiss() {
      const conversation = conversationOf(store.state, store.state.preview);
      store.change(hidePreview);
      const [message] = conversation?.messages ?? [];
      if (!conversation || !message) return;
      announceDismissed(store, conversation, message);
      attend(conversation.id, 'dismissed');
    },
  };
}

/** How a fired playbook is shown, and whether the visitor saw it. */
interface Presentation {
  /** It waits beside the launcher. */
  present(fired: Fired): void;
  takeAndOpen(fired: Fired): void;
  attend(conversationId: number, attention: 'opened' | 'dismissed'): void;
  isWaiting(conversationId: number): boolean;
}

function createPresentation(store: Store, server: ServerClient): Presentation {
  const attend: Presentation['attend'] = (conversationId, attention) => {
    store.change(setAttention(conversationId, attention));
    // Whether this gets through decides only what is shown after a reload.
    void server.attend({ conversationId, attention }).catch(() => undefined);
  };
  const take = (fired: Fired): void => {
    // An open chat is closed first (observed).
    store.change(closeChat);
    store.change(accept(fired.conversation));
    announceFired(store, fired);
    announceCalendars(store, fired.conversation.messages);
  };
  return {
    attend,
    isWaiting: (conversationId) =>
      conversationOf(store.state, conversationId)?.playbook?.attention === 'waiting',
    present(fired) {
      take(fired);
      store.change(showPreview(fired.conversation.id));
    },
    takeAndOpen(fired) {
      take(fired);
      store.change(openChat);
      attend(fired.conversation.id, 'opened');
    },
  };
}

/** Answers the id of the conversation; null where the answer was not sent or did not get through. */
async function answerCard(
  store: Store,
  server: ServerClient,
  messageId: number,
  answer: CardAnswer,
): Promise<number | null> {
  const question = messageOf(store.state, messageId);
  if (!question || store.state.answering[messageId] === 'sending') return null;
  const { conversationId } = question;
  store.change(setAnswering(messageId, 'sending'));
  try {
    const sent = await server.answer({ conversationId, messageId, answer });
    const offered = sent.conversation.messages.filter(({ id }) => !messageOf(store.state, id));
    store.change(setAnswering(messageId, null), accept(sent.conversation));
    announceAnswer(store, sent, question, answer);
    announceCalendars(store, offered);
    return conversationId;
  } catch {
    store.change(setAnswering(messageId, 'failed'));
    return null;
  }
}

function messageOf({ conversations }: State, messageId: number): Message | undefined {
  return conversations.flatMap(({ messages }) => messages).find(({ id }) => id === messageId);
}
