import type { Message } from '../models';
import { textOf } from '../html';

/** What an agent typed, such as `/signup trial`: the name in lower case, the words after it as they are. */
export interface Command {
  readonly name: string;
  readonly args: readonly string[];
}

/** Who wrote a message. `app`: it was posted through the API, by your app or by another. */
export type Sender = 'contact' | 'agent' | 'bot' | 'app';

/** The fields that are read of a message, from an event or from `drift.conversations.messages`. */
export type SentMessage = Partial<Pick<Message, 'author' | 'attributes' | 'body' | 'type'>>;

/**
 * Who wrote a message; undefined where its author is missing. Drift sends what your app posts back as `new_message`, so
 * a bot must answer only `contact`, or it answers itself.
 */
export function senderOf({ author, attributes }: SentMessage): Sender | undefined {
  if (attributes?.developer_app_id != null) return 'app';
  if (author?.bot === true) return 'bot';
  if (author?.type === 'contact') return 'contact';
  return author?.type === 'user' ? 'agent' : undefined;
}

/**
 * The command in the first line of an agent's message, a private note or a chat: `/signup trial` is
 * `{ name: 'signup', args: ['trial'] }`. Undefined for anything else, and for messages of contacts, bots and apps.
 */
export function commandOf(message: SentMessage): Command | undefined {
  if (senderOf(message) !== 'agent' || (message.type !== 'private_note' && message.type !== 'chat'))
    return undefined;
  const [line = ''] = textOf(message.body ?? '')
    .replace(INVISIBLE, '')
    .trim()
    .split('\n', 1);
  const [, name, rest = ''] = COMMAND.exec(line) ?? [];
  if (name === undefined) return undefined;
  return { name: name.toLowerCase(), args: rest.split(/\s+/).filter((word) => word !== '') };
}

/** A slash and a word: `/path/to` and `/ 2` are not commands. */
const COMMAND = /^\/([\p{L}\p{N}_][\p{L}\p{N}_-]*)(?:\s+(.*))?$/u;

/** Editors leave these in what somebody typed. */
const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/g;
