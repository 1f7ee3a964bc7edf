import type { Message } from '../../protocol';
import type { ShownMessage } from '../frame-messages';
import { announceReceived, announceSent } from './announce';
import { idsOf } from './payloads';
import type { ServerClient } from './server-client';
import type { State } from './state';
import {
  accept,
  addMessage,
  addOutgoing,
  conversationOf,
  dropOutgoing,
  failOutgoing,
  knows,
  select,
} from './state';
import type { Store } from './store';

/** What the visitor and the agents say to each other, with the events each raises. */
export interface ChatActions {
  say(text: string, conversationId?: number | null): Promise<void>;
  retry(messageId: number): Promise<void>;
  receive(message: Message, inboxId: number): void;
  select(conversationId: number): void;
}

export function createChatActions(store: Store, server: ServerClient): ChatActions {
  // Negative, so that no message of the server ever has the same.
  let nextOutgoing = -1;

  const send = async (outgoing: ShownMessage): Promise<void> => {
    const conversationId = outgoing.conversationId === 0 ? null : outgoing.conversationId;
    try {
      const inboxId = inboxOf(store.state);
      const sent = await server.say({
        conversationId,
        text: outgoing.text,
        ...(inboxId !== undefined && { inboxId }),
      });
      store.change(dropOutgoing(outgoing.id), accept(sent.conversation));
      announceSent(store, sent);
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
      store.change(dropOutgoing(messageId), addOutgoing(again));
      await send(again);
    },
    receive(message, inboxId) {
      if (knows(store.state, message)) return;
      const { chatOpen, conversationId } = store.state;
      // Where no conversation is open yet, this one is about to be.
      const seen = chatOpen && (conversationId ?? message.conversationId) === message.conversationId;
      store.change(addMessage(message, inboxId, message.from !== 'visitor' && !seen));
      if (conversationId === null) store.change(select(message.conversationId));
      const conversation = conversationOf(store.state, message.conversationId);
      if (message.from === 'agent' && conversation) announceReceived(store, message, conversation);
    },
    select(conversationId) {
      store.change(select(conversationId));
      const conversation = conversationOf(store.state, conversationId);
      store.raise('conversation:selected', idsOf(conversation ?? { id: conversationId }));
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

// Only an id that could be one counts; anything else leaves the account's own (observed: truthy only).
function inboxOf({ config }: State): number | undefined {
  const inboxId = config['inboxId'];
  return Number.isInteger(inboxId) && (inboxId as number) > 0 ? (inboxId as number) : undefined;
}
