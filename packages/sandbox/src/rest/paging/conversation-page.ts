import { z } from 'zod';
import type { Position } from '../../stores/conversation-order';
import type { ConversationStatus, StoredConversation } from '../../protocol';
import type { Rest, RestContext } from '../env';
import { RestError } from '../rest-error';
import { listOf, MaybeWhole, readQuery } from '../input';
import type { ListQuery } from '../listing';
import { listConversations } from '../listing';
import { conversationRow } from '../shapes/conversation';
import { cursorFields, encodeCursor } from './cursor';

const DEFAULT_LIMIT = 25;
const STATUSES: Readonly<Record<string, ConversationStatus>> = { 1: 'open', 2: 'closed', 3: 'pending' };
const Repeatable = z.union([z.string(), z.array(z.string())]).optional();
const Query = z.object({
  limit: MaybeWhole,
  statusId: Repeatable,
  page_token: z.string().optional(),
  next: MaybeWhole,
});

/** What a listing is of, and where in it a page begins. */
interface Place {
  statusIds: string[];
  limit: number;
  start: { type: 'offset'; offset: number } | { type: 'after'; position: Position };
}

/** One page of `GET /conversations/list`, in both dialects at once, as Drift was seen to answer. */
export function conversationPage(rest: Rest, c: RestContext): Record<string, unknown> {
  const place = placeOf(rest, c);
  const { limit, start } = place;
  // One more than asked for says whether there are more.
  const rows = listConversations(rest.world, { ...queryOf(place), count: limit + 1 });
  const more = rows.length > limit;
  const page = rows.slice(0, limit);
  const data = page.map((row) => conversationRow(rest, row));
  const pagination = start.type === 'offset' &&
    more && { pagination: { more, next: String(nextOffset(c, start.offset, limit)) } };
  const links = { links: linksOf(rest, c, place, { page, more }) };
  if (c.get('fault') === 'moving_rows') moveRows(rest, [page[0], rows[limit]]);
  // Each of the two pages of the documents has one dialect; an answer was seen to have both.
  if (rest.assumed().restAnswers === 'observed') return { data, ...pagination, ...links };
  return { data, ...(c.req.query('page_token') === undefined ? pagination : links) };
}

function queryOf({ statusIds, start }: Place): Pick<ListQuery, 'wanted' | 'start'> {
  const wanted = new Set(statusIds.flatMap((id) => STATUSES[id] ?? []));
  return { start, wanted: statusIds.length === 0 ? undefined : wanted };
}

function nextOffset(c: RestContext, offset: number, limit: number): number {
  return c.get('fault') === 'links_self' ? offset : offset + limit;
}

/** Rows that are updated while somebody lists them: one that was listed, and one that would have been next. */
function moveRows({ world }: Rest, rows: readonly (Readonly<StoredConversation> | undefined)[]): void {
  for (const row of rows) if (row) world.conversations.touch(row.id);
}

function placeOf(rest: Rest, c: RestContext): Place {
  const { limit, statusId, page_token: token, next = 0 } = readQuery(c, Query);
  // The token keeps the first call's limit and filters.
  const most = Number(rest.assumed().conversationsLimit);
  if (token !== undefined && token !== '') return placeOfToken(rest, token, most);
  const statusIds = listOf(statusId);
  const unknown = statusIds.find((id) => !STATUSES[id]);
  if (unknown !== undefined) throw new RestError(400, 'statusId: must be 1, 2 or 3', 'statusId');
  return { statusIds, limit: limitOf(limit, most), start: { type: 'offset', offset: next } };
}

// ASSUMED: more than the highest limit is the highest limit.
function limitOf(limit: number | undefined, most: number): number {
  if (limit === 0) throw new RestError(400, 'limit: must be at least 1', 'limit');
  return Math.min(limit ?? DEFAULT_LIMIT, most);
}

function placeOfToken({ ids }: Rest, token: string, most: number): Place {
  const fields = cursorFields(token);
  const [updatedAt, limit] = [fields?.get('highestUpdatedAt') ?? '', fields?.get('limit') ?? ''];
  const id = ids.floor(fields?.get('highestId') ?? '');
  const statusIds = fields?.getAll('statusIds') ?? [];
  const isWhole =
    /^\d{1,15}$/.test(updatedAt) && /^\d{1,3}$/.test(limit) && statusIds.every((one) => STATUSES[one]);
  if (!isWhole || id === undefined)
    throw new RestError(400, 'page_token: is not a token of this list', 'page_token');
  const position = { updatedAt: Number(updatedAt), id };
  return { statusIds, limit: limitOf(Number(limit), most), start: { type: 'after', position } };
}

/** `self` begins just before the first row of this page, `next` after its last. */
function linksOf(
  { ids, assumed }: Rest,
  c: RestContext,
  place: Place,
  { page, more }: { page: readonly Readonly<StoredConversation>[]; more: boolean },
): Record<string, string> {
  const [first, last] = [page[0], page.at(-1)];
  const host = assumed().linksHost === 'sandbox' ? new URL(c.req.url).origin : 'https://api.drift.com';
  const link = (at: Position, id: number | bigint, of = host): string =>
    `${of}/conversations/list?page_token=${tokenOf(place, at.updatedAt, id)}`;
  if (!first || !last) return { self: `${host}/conversations/list` };
  const self = link(first, before(ids.write(first.id)));
  if (!more) return { self };
  const fault = c.get('fault');
  if (fault === 'links_self') return { self, next: self };
  return { self, next: link(last, ids.write(last.id), FAULTY_HOSTS[fault ?? ''] ?? host) };
}

const FAULTY_HOSTS: Readonly<Record<string, string>> = {
  links_foreign_host: 'https://drift.attacker.example',
  links_http: 'http://api.drift.com',
};

function before(id: number | bigint): number | bigint {
  return typeof id === 'bigint' ? id - 1n : id - 1;
}

function tokenOf({ statusIds, limit }: Place, updatedAt: number, id: number | bigint): string {
  return encodeCursor([
    ...statusIds.map((one): [string, string] => ['statusIds', one]),
    ['highestUpdatedAt', String(updatedAt)],
    ['highestId', String(id)],
    ['limit', String(limit)],
  ]);
}
