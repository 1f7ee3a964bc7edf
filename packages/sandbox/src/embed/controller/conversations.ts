import type { Message, Sent } from '../../protocol';
import type { ShownMessage } from '../wire';
import type { Server } from './server';
import {
  addMessage,
  addOutgoing,
  closeChat,
  dropOutgoing,
  failOutgoing,
  knows,
  mergeConversation,
  openChat,
  select,
} from './state';
import type { Store } from './store';
import { flagsOf } from './views';

/** What the visitor and the agents do in conversations, with the events each raises. */
export interface ChatActions {
  say(text: string, conversationId?: number | null): Promise<void>;
  retry(messageId: number): Promise<void>;
  receive(message: Message, inboxId: number): void;
  select(conversationId: number): void;
  startInteraction(options: InteractionOptions): Promise<void>;
}

export interface InteractionOptions {
  interactionId: number;
  goToConversation?: boolean;
  replaceActiveConversation?: boolean;
}

export function createChatActions(store: Store, server: Server): ChatActions {
  // Negative, so that no message of the server ever has the same.
  let nextOutgoing = -1;

  const send = async (outgoing: ShownMessage): Promise<void> => {
    const conversationId = outgoing.conversationId === 0 ? null : outgoing.conversationId;
    try {
      const sent = await server.say({ conversationId, text: outgoing.text });
      store.change((state) => accept(sent)(dropOutgoing(outgoing.id)(state)));
      announce(store, sent);
    } catch {
      store.change(failOutgoing(outgoing.id));
    }
  };

  return {
    say(text, conversationId = store.state.conversationId) {
      const outgoing = draft(nextOutgoing--, conversationId, text);
      store.change(addOutgoing(outgoing));
      return send(outgoing);
    },
    async retry(messageId) {
      const failed = store.state.outgoing.find(({ id }) => id === messageId);
      if (!failed) return;
      const again: ShownMessage = { ...failed, delivery: 'sending' };
      store.change((state) => addOutgoing(again)(dropOutgoing(messageId)(state)));
      await send(again);
    },
    receive(message, inboxId) {
      if (knows(store.state, message)) return;
      const { chatOpen, conversationId } = store.state;
      // Where no conversation is open yet, this one is about to be.
      const seen = chatOpen && (conversationId ?? message.conversationId) === message.conversationId;
      store.change(addMessage(message, inboxId, message.from !== 'visitor' && !seen));
      if (conversationId === null) store.change(select(message.conversationId));
      if (message.from === 'agent') raiseMessage(store, message, inboxId);
    },
    select(conversationId) {
      store.change(select(conversationId));
      store.raise('conversation:selected', { conversationId });
    },
    async startInteraction({ interactionId, goToConversation = true, replaceActiveConversation = true }) {
      if (store.state.conversationId !== null && !replaceActiveConversation) {
        if (goToConversation) store.change(openChat);
        return;
      }
      store.change(closeChat);
      const started = await server.startInteraction(interactionId);
      store.change(accept(started));
      const { id: messageId, conversationId, at: createdAt, author } = started.message;
      const ids = { conversationId, interactionId, messageId, createdAt, authorId: author.id };
      store.raise('conversation:playbookFired', ids);
      if (goToConversation) store.change(openChat);
    },
  };
}

function draft(id: number, conversationId: number | null, text: string): ShownMessage {
  const author = { id: 0, name: 'You' };
  return {
    id,
    conversationId: conversationId ?? 0,
    at: Date.now(),
    from: 'visitor',
    author,
    text,
    delivery: 'sending',
  };
}

function accept({ conversation }: Sent): Parameters<Store['change']>[0] {
  return (state) => select(conversation.id)(mergeConversation(conversation)(state));
}

function announce(store: Store, { conversation, started }: Sent): void {
  const ids = { conversationId: conversation.id, inboxId: conversation.inboxId };
  if (started) store.raise('startConversation', ids);
  store.raise('message:sent', ids);
}

function raiseMessage(store: Store, { conversationId, author }: Message, inboxId: number): void {
  const { sidebarOpen, widgetVisible, isOnline } = flagsOf(store.state);
  store.raise('message', {
    conversationId,
    inboxId,
    teamMember: author,
    data: { sidebarOpen, widgetVisible, isOnline },
  });
}
