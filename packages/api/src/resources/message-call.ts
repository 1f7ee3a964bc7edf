import { idForBody, idOf } from '../ids';
import type { IdInput } from '../ids';
import type { Message } from '../models';
import type { Call } from '../request';
import { inner, isFields, rowIn, rowsOf } from '../shapes';

export interface ButtonInput {
  readonly label: string;
  /** Drift takes only a value that equals the label. */
  readonly value?: string;
  readonly type?: 'reply';
}

export interface MessageInput {
  /** Default `chat`. */
  readonly type?: 'chat' | 'private_note';
  /** HTML: nothing is escaped. */
  readonly body?: string;
  /** Answers that the contact can click. */
  readonly buttons?: readonly ButtonInput[];
  /** The Drift user who says it. Default: the bot of your organisation. */
  readonly userId?: IdInput;
}

export function createMessage(id: IdInput, message: MessageInput): Call<Message> {
  const conversationId = idOf(id, 'id');
  return {
    method: 'POST',
    path: '/conversations/{id}/messages',
    params: { id: conversationId },
    body: bodyOf(message),
    scope: 'conversation_write',
    read: readMessage,
    lookFor: {
      how: 'conversations.findSent(conversationId, message, error.lookFor) says whether it arrived.',
      conversationId,
    },
  };
}

function bodyOf({ type = 'chat', body, buttons = [], userId }: MessageInput): Record<string, unknown> {
  if (type !== 'chat' && type !== 'private_note') {
    throw new TypeError(
      `type is ${String(type)}: Drift accepts chat and private_note. Drift removed private_prompt.`,
    );
  }
  if (body !== undefined && typeof body !== 'string') throw new TypeError('body must be a string of HTML.');
  if (!body && buttons.length === 0) throw new TypeError('A message needs a body or buttons.');
  return {
    type,
    ...(body !== undefined && { body }),
    ...(buttons.length > 0 && { buttons: buttons.map(buttonOf) }),
    ...(userId !== undefined && { userId: idForBody(userId, 'userId') }),
  };
}

function buttonOf({ label, value = label, type = 'reply' }: ButtonInput): Required<ButtonInput> {
  if (typeof label !== 'string' || label === '') throw new TypeError('A button needs a label.');
  if (type !== 'reply')
    throw new TypeError(`The button ${label} is of type ${String(type)}: Drift accepts only reply.`);
  if (value !== label)
    throw new TypeError(`The value of the button ${label} must equal its label, or be left out.`);
  return { label, value, type };
}

/** Drift answers with the message; its page shows it in a list of messages. */
function readMessage(value: unknown): Message {
  const data = inner(value);
  const listed = isFields(data) && 'messages' in data ? rowsOf(data['messages']).at(-1) : data;
  return rowIn<Message>(listed);
}
