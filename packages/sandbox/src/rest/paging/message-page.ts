import type { StoredConversation } from '../../protocol';
import type { Rest, RestContext } from '../env';
import { RestError } from '../rest-error';
import { messageRows } from '../shapes/message';
import { decodeCursor, encodeCursor } from './cursor';

const PAGE = 50;
const FURTHEST = 1_000_000;

/** One page of messages, oldest first, fifty at a time. */
export function messagePage(
  rest: Rest,
  c: RestContext,
  conversation: Readonly<StoredConversation>,
): Record<string, unknown> {
  const rows = messageRows(rest, conversation);
  const start = startOf(conversation.id, c.req.query('next') ?? '');
  const page = rows.slice(start, start + PAGE);
  const more = start + PAGE < rows.length;
  const from = c.get('fault') === 'links_self' ? start : start + PAGE;
  const next = encodeCursor({ conversation: String(conversation.id), from: String(from) });
  return {
    data: { messages: page.map((row) => row()) },
    pagination: { more, ...(more && { next }) },
  };
}

/** A cursor is opaque; a number counts pages from 0. Throws a 400 for the cursor of another listing. */
function startOf(conversationId: number, next: string): number {
  if (next === '') return 0;
  if (/^\d{1,4}$/.test(next)) return Number(next) * PAGE;
  const { conversation, from = '' } = decodeCursor(next) ?? {};
  const start = /^\d{1,7}$/.test(from) ? Number(from) : NaN;
  if (conversation === String(conversationId) && start <= FURTHEST) return start;
  throw new RestError(400, 'next: is not a cursor of this list', 'next');
}
