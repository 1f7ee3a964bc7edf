import type { StoredConversation } from '../protocol';
import type { ConversationBefore } from './conversation-events';
import { conversationEvents, keepOf } from './conversation-events';
import type { FeedOptions } from './feed-options';
import { goalEvents } from './goal-events';
import { inactivePush } from './push-events';
import { createQuiet } from './quiet';

/** Compares each conversation with what it was before, and finds the quiet ones. */
export interface ConversationWatch {
  begin(conversations: readonly StoredConversation[]): void;
  /** Answers whether the visitor gave an e-mail address by it. */
  hear(conversation: StoredConversation): boolean;
  forget(ids: readonly number[]): void;
  stop(): void;
}

export function watchConversations(options: FeedOptions): ConversationWatch {
  const { send, isHeard, shapes, rules, timetable, now, computed } = options;
  const known = new Map<number, ConversationBefore>();
  const sayInactive = (id: number, lastUpdated: number): void => {
    const conversation = options.conversation(id);
    if (conversation?.status !== 'open' && conversation?.status !== 'pending') return;
    for (const event of inactivePush(id, lastUpdated, shapes))
      send({ ...event, contactId: conversation.contactId });
  };
  const quiet = createQuiet({ timetable, now, period: () => rules().inactiveAfter, onQuiet: sayInactive });

  return {
    begin(conversations) {
      known.clear();
      quiet.clear();
      for (const conversation of conversations) known.set(conversation.id, keepOf(conversation));
    },
    hear(conversation) {
      const { id, contactId } = conversation;
      if (!isHeard()) {
        known.set(id, keepOf(conversation));
        return false;
      }
      const before = known.get(id) ?? beforeOf(computed.conversation(id));
      const news = conversationEvents(conversation, before, { ...rules(), now: now() }, shapes);
      known.set(id, news.after);
      for (const raised of news.raised) send(raised);
      const last = news.fresh.at(-1);
      if (last) quiet.spoke(id, last.at);
      for (const raised of goalEvents(conversation, news.fresh, options.contact(contactId), options, shapes))
        send(raised);
      return news.givesEmail;
    },
    forget(ids) {
      for (const id of ids) {
        known.delete(id);
        quiet.forget(id);
      }
    },
    stop: () => quiet.clear(),
  };
}

function beforeOf(conversation: StoredConversation | undefined): ConversationBefore | undefined {
  return conversation && keepOf(conversation);
}
