import type { IdInput } from '../ids';
import type { Conversation, ConversationRow, ConversationStats, Message } from '../models';
import type { CallOptions } from '../options';
import type { List } from '../pages';
import type { Sender } from '../retry';
import * as calls from './conversation-calls';
import type { ConversationFilter, NewConversation } from './conversation-calls';
import { listConversations, listMessages } from './conversation-lists';
import { findSent } from './find-sent';
import type { SentSince } from './find-sent';
import { createMessage } from './message-call';
import type { MessageInput } from './message-call';

/** Conversations and their messages. Drift's API neither closes nor deletes a conversation. */
export interface Conversations {
  /**
   * Conversations, the last updated first, without participants, playbook and tags: `get` has those. One that
   * changes while you read moves to the front. Scope `conversation_read`. devdocs: list-conversations.
   */
  list(filter?: ConversationFilter, options?: CallOptions): List<ConversationRow>;
  /** Scope `conversation_read`; rejects with `not_found`. */
  get(id: IdInput, options?: CallOptions): Promise<Conversation>;
  /** Messages, the oldest first, 50 a page: `chat` and `private_note`. Scope `conversation_read`. */
  messages(id: IdInput, options?: CallOptions): List<Message>;
  /** Drift's transcript as text, for people: one line a message, times in the zone of Drift's choice. Scope `conversation_read`. */
  transcript(id: IdInput, options?: CallOptions): Promise<string>;
  /** Drift documents no shape for it: build on `messages`. Scope `conversation_read`. */
  jsonTranscript(id: IdInput, options?: CallOptions): Promise<unknown>;
  /**
   * A new conversation with the first contact who has this e-mail, or with a new contact. `outcome_unknown` where it
   * is not known whether Drift did it. Scope `conversation_write`. devdocs: creating-a-conversation.
   */
  create(conversation: NewConversation, options?: CallOptions): Promise<Conversation>;
  /**
   * A message into a conversation. `body` is HTML and nothing is escaped: use `escapeHtml` for what a person typed.
   * Type `chat` (default) is seen by both sides, `private_note` by agents only; `private_prompt` is gone from Drift.
   * Without `userId` your organisation's bot is the author. Drift knows no idempotency key: after `outcome_unknown`
   * ask `findSent` before you send again. Scope `conversation_write`. devdocs: creating-a-message.
   */
  sendMessage(id: IdInput, message: MessageInput, options?: CallOptions): Promise<Message>;
  /**
   * Looks whether a message of unknown outcome arrived: the message, or undefined. It compares text, type and author
   * with what was sent `since` (`error.lookFor`), two minutes of difference between the clocks allowed.
   */
  findSent(
    id: IdInput,
    message: MessageInput,
    since: SentSince,
    options?: CallOptions,
  ): Promise<Message | undefined>;
  /** How many conversations are open, closed and pending. Scope `conversation_read`. */
  stats(options?: CallOptions): Promise<ConversationStats>;
}

export function createConversations(send: Sender): Conversations {
  return {
    list: (filter, options) => listConversations(send, filter, options),
    get: async (id, options) => send(calls.getConversation(id), options),
    messages: (id, options) => listMessages(send, id, options),
    transcript: async (id, options) => send(calls.getTranscript(id), options),
    jsonTranscript: async (id, options) => send(calls.getJsonTranscript(id), options),
    create: async (conversation, options) => send(calls.createConversation(conversation), options),
    sendMessage: async (id, message, options) => send(createMessage(id, message), options),
    findSent: (id, message, since, options) => findSent(listMessages(send, id, options), message, since),
    stats: async (options) => send(calls.getStats, options),
  };
}
