import { textOf } from '../html';
import { idOf } from '../ids';
import type { Message } from '../models';
import type { List } from '../pages';
import { millisecondsOf } from '../time';
import type { MessageInput } from './message-call';

/** `error.lookFor` of an `outcome_unknown`, or when you sent the message. */
export type SentSince = { readonly since: number } | Date | number | undefined;

/** How far this machine's clock and Drift's may differ. */
const CLOCKS_DIFFER = 120_000;

export async function findSent(
  messages: List<Message>,
  message: MessageInput,
  since: SentSince,
): Promise<Message | undefined> {
  if (since === undefined)
    throw new TypeError('findSent needs error.lookFor, or the time at which you sent the message.');
  const time = typeof since === 'object' && 'since' in since ? since.since : since;
  const from = millisecondsOf(time, 'since') - CLOCKS_DIFFER;
  for await (const each of messages) {
    if (each.createdAt >= from && isThis(each, message)) return each;
  }
  return undefined;
}

/** Drift may rewrite the HTML, so texts are compared without tags. */
function isThis(found: Message, { type = 'chat', body, buttons = [], userId }: MessageInput): boolean {
  const labels = (list: readonly { label: string }[] | undefined): string =>
    (list ?? []).map(({ label }) => label).join('\n');
  return (
    found.type === type &&
    // Drift's answers are not checked field by field: a message without an author is not ours.
    (found.author as Message['author'] | undefined)?.type === 'user' &&
    (userId === undefined ? found.author.bot !== false : found.author.id === idOf(userId, 'userId')) &&
    textOf(found.body) === textOf(body) &&
    labels(found.buttons) === labels(buttons)
  );
}
