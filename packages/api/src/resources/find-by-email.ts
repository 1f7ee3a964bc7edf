import { linkedQuery } from '../links';
import type { Contact } from '../models';
import type { CallOptions } from '../options';
import { createList } from '../pages';
import type { Cursor, List, PageRead } from '../pages';
import type { Sender } from '../retry';
import { rowsIn } from '../shapes';

/** What a next page could be asked for with. Drift documents a `Link` header, and not what stands in it. */
const CURSORS = ['next', 'page_token', 'cursor', 'index', 'offset', 'page'];

export function findByEmail(
  send: Sender,
  email: string,
  { limit }: { readonly limit?: number } = {},
  options?: CallOptions,
): List<Contact> {
  if (typeof email !== 'string' || email === '')
    throw new TypeError('contacts.findByEmail needs an e-mail address.');
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    throw new TypeError('limit must be a whole number above 0.');
  }
  const query: [string, string][] = [['email', email]];
  if (limit !== undefined) query.push(['limit', String(limit)]);
  return createList<Contact>({
    name: 'GET /contacts',
    kinds: CURSORS,
    read: (cursor) =>
      send<PageRead<Contact>>(
        {
          method: 'GET',
          path: '/contacts',
          query: cursor ? [...query, [cursor.kind, cursor.value]] : query,
          scope: 'contact_read',
          read: (value, headers) => ({ items: rowsIn<Contact>(value), next: nextOf(headers.get('link')) }),
          ifNotFound: () => ({ items: [] }),
        },
        options,
      ),
  });
}

/** `Link: <…>; rel='next'`: only the cursor is taken out of it. */
function nextOf(header: string | null): Cursor | undefined {
  const link = /<([^<>]*)>\s*;[^<>]*\brel\s*=\s*["']?next\b/i.exec(header ?? '')?.[1];
  const query = link === undefined ? undefined : linkedQuery(link);
  for (const kind of CURSORS) {
    const value = query?.get(kind);
    if (value) return { kind, value };
  }
  return undefined;
}
