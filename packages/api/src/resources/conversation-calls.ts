import { idForBody, idOf } from '../ids';
import type { IdInput } from '../ids';
import type { Conversation, ConversationStats } from '../models';
import type { Call } from '../request';
import { assertGiven, fieldsOf, inner, isFields, rowIn } from '../shapes';

/** 1 open, 2 closed, 3 pending. `bulk_sent` has no number. */
export type StatusId = 1 | 2 | 3;

export interface ConversationFilter {
  readonly statusId?: StatusId | readonly StatusId[];
  /** Rows a page, 1 to 50; default 50. */
  readonly limit?: number;
}

export interface NewConversation {
  readonly email: string;
  readonly message: {
    /** HTML: nothing is escaped. */
    readonly body: string;
    readonly attributes?: {
      /** Shown at the head of the conversation: where it came from. */
      readonly integrationSource?: string;
      /** The Drift user who gets the conversation. */
      readonly autoAssigneeId?: IdInput;
      readonly [name: string]: unknown;
    };
  };
}

const SCOPE = { scope: 'conversation_read' };

const one = (id: IdInput): { params: { id: string }; scope: string } => ({
  params: { id: idOf(id, 'id') },
  ...SCOPE,
});

export const getConversation = (id: IdInput): Call<Conversation> => ({
  method: 'GET',
  path: '/conversations/{id}',
  ...one(id),
  read: rowIn,
});

export const getTranscript = (id: IdInput): Call<string> => ({
  method: 'GET',
  path: '/conversations/{id}/transcript',
  ...one(id),
  answer: 'text',
  read: (text) => inEnvelope(String(text)),
});

/** Text in every answer that was seen; one client expects it in `{"data":"…"}`. */
function inEnvelope(text: string): string {
  if (!text.startsWith('{"data":')) return text;
  try {
    const { data } = JSON.parse(text) as { data: unknown };
    return typeof data === 'string' ? data : text;
  } catch {
    return text;
  }
}

export const getJsonTranscript = (id: IdInput): Call => ({
  method: 'GET',
  path: '/conversations/{id}/json_transcript',
  ...one(id),
  read: inner,
});

export const getStats: Call<ConversationStats> = {
  method: 'GET',
  path: '/conversations/stats',
  ...SCOPE,
  read: (value) => {
    const stats = fieldsOf(inner(value));
    fieldsOf(stats['conversationCount']);
    return stats as unknown as ConversationStats;
  },
};

export function createConversation(conversation: NewConversation): Call<Conversation> {
  assertGiven(conversation, 'conversations.create needs { email, message: { body } }.');
  const { email, message } = conversation;
  if (typeof email !== 'string' || email === '') throw new TypeError('conversations.create needs an email.');
  if (!isFields(message) || typeof message.body !== 'string' || message.body === '') {
    throw new TypeError('conversations.create needs { message: { body } }.');
  }
  const { attributes } = message;
  const assignee = attributes?.autoAssigneeId;
  const body = {
    email,
    message: {
      ...message,
      ...(assignee !== undefined && {
        attributes: { ...attributes, autoAssigneeId: idForBody(assignee, 'autoAssigneeId') },
      }),
    },
  };
  return {
    method: 'POST',
    path: '/conversations/new',
    body,
    scope: 'conversation_write',
    read: rowIn,
    lookFor: { how: 'conversations.list() has the newest first: look for one of this contact.' },
  };
}
