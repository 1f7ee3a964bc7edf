import { DriftApiError } from '../errors';
import { idOf } from '../ids';
import type { IdInput } from '../ids';
import { linkedQuery } from '../links';
import type { ConversationRow, Message } from '../models';
import type { CallOptions } from '../options';
import { createList } from '../pages';
import type { Cursor, List, PageRead } from '../pages';
import type { Call } from '../request';
import type { Sender } from '../retry';
import { fieldsOf, inner, isFields, rowsIn, rowsOf } from '../shapes';
import type { Fields } from '../shapes';
import type { ConversationFilter } from './conversation-calls';

const LIST = '/conversations/list';
/** The larger of Drift's two documents allows 100; 50 is within both. */
const LARGEST_PAGE = 50;

export function listConversations(
  send: Sender,
  { statusId, limit = LARGEST_PAGE }: ConversationFilter = {},
  options?: CallOptions,
): List<ConversationRow> {
  const filter = [...statuses(statusId), ['limit', pageSize(limit)]] as [string, string][];
  return createList({
    name: `GET ${LIST}`,
    kinds: ['page_token', 'next'],
    read: (cursor) => send(pageOf(filter, cursor), options),
  });
}

function pageOf(filter: [string, string][], cursor: Cursor | undefined): Call<PageRead<ConversationRow>> {
  return {
    method: 'GET',
    path: LIST,
    // A page_token holds the filter itself. An empty one asks for the first page.
    query:
      cursor?.kind === 'page_token'
        ? [['page_token', cursor.value]]
        : [...filter, cursor ? ['next', cursor.value] : ['page_token', '']],
    scope: 'conversation_read',
    read: (value) => ({ items: rowsIn(value), next: nextOf(value, cursor) }),
  };
}

/** `links.next` holds a page_token; the older way is an offset in `pagination`. Answers with both were seen. */
function nextOf(value: unknown, cursor: Cursor | undefined): Cursor | undefined {
  const link = isFields(value) && isFields(value['links']) ? value['links']['next'] : undefined;
  if (typeof link === 'string' && link !== '') return inLink(link);
  // With page tokens, a missing link is the end, even when there is an offset.
  return cursor?.kind === 'page_token' ? undefined : offsetIn(value);
}

function inLink(link: string): Cursor {
  const query = linkedQuery(link);
  for (const kind of ['page_token', 'next']) {
    const value = query?.get(kind);
    if (value) return { kind, value };
  }
  throw new DriftApiError(
    'unsafe_link',
    `GET ${LIST} failed. The link to the next page has no cursor. The client reads only the cursor of a link.`,
  );
}

export function listMessages(send: Sender, id: IdInput, options?: CallOptions): List<Message> {
  const conversationId = idOf(id, 'id');
  return createList({
    name: 'GET /conversations/{id}/messages',
    kinds: ['next'],
    read: (cursor) =>
      send<PageRead<Message>>(
        {
          method: 'GET',
          path: '/conversations/{id}/messages',
          params: { id: conversationId },
          query: cursor ? [['next', cursor.value]] : [],
          scope: 'conversation_read',
          read: (value) => ({
            items: rowsOf(fieldsOf(inner(value))['messages']),
            next: offsetIn(value),
          }),
        },
        options,
      ),
  });
}

/** `pagination: { more, next }`, beside the data or within it; missing where there is no more. */
function offsetIn(value: unknown): Cursor | undefined {
  const data = inner(value);
  const pagination = paginationIn(value) ?? paginationIn(data);
  const next = pagination?.['next'];
  if (
    pagination?.['more'] === false ||
    (typeof next !== 'string' && typeof next !== 'number') ||
    next === ''
  ) {
    return undefined;
  }
  return { kind: 'next', value: String(next) };
}

const paginationIn = (value: unknown): Fields | undefined =>
  isFields(value) && isFields(value['pagination']) ? value['pagination'] : undefined;

function statuses(statusId: ConversationFilter['statusId']): [string, string][] {
  const ids =
    statusId === undefined ? [] : Array.isArray(statusId) ? (statusId as number[]) : [statusId as number];
  if (!ids.every((id) => [1, 2, 3].includes(id))) {
    throw new TypeError('statusId must be 1 (open), 2 (closed) or 3 (pending), or several of them.');
  }
  return ids.map((id) => ['statusId', String(id)]);
}

function pageSize(limit: unknown): string {
  if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= LARGEST_PAGE)
    return String(limit);
  throw new TypeError(
    `limit is the number of rows per page: a whole number from 1 to ${LARGEST_PAGE}. To limit the total, use toArray({ limit }).`,
  );
}
