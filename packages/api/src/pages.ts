import { DriftApiError } from './errors';

export interface Page<T> {
  readonly items: T[];
  /** Where the next page begins: store it, and give it to `pages({ cursor })` to go on. Undefined on the last page. */
  readonly cursor: string | undefined;
}

/**
 * A list of Drift's, asked for page by page while it is read: `break` ends the requests. Nothing is sent before it
 * is read, and each reading begins anew. A failed page rejects with a DriftApiError; what came before stays valid.
 */
export interface List<T> extends AsyncIterable<T> {
  /** Page by page, from the beginning or from a stored cursor, with the same filters as before. */
  // Not AsyncIterableIterator: before TypeScript 5.6 it takes one type argument, since then three.
  pages(from?: { readonly cursor?: string | undefined }): AsyncGenerator<Page<T>, undefined>;
  /** The first `limit` items; Infinity for all. */
  toArray(options: { readonly limit: number }): Promise<T[]>;
  /** The first item. */
  first(): Promise<T | undefined>;
}

/** Where a page begins: the kind of the cursor, and its value as Drift gave it. */
export interface Cursor {
  readonly kind: string;
  readonly value: string;
}

export interface PageRead<T> {
  readonly items: T[];
  readonly next?: Cursor | undefined;
}

export interface PageSource<T> {
  /** The call, for errors: `GET /conversations/list`. */
  readonly name: string;
  /** The kinds of cursor that `read` takes. */
  readonly kinds: readonly string[];
  read(cursor: Cursor | undefined): Promise<PageRead<T>>;
}

export function createList<T>(source: PageSource<T>): List<T> {
  async function* pages({ cursor }: { readonly cursor?: string | undefined } = {}): AsyncGenerator<
    Page<T>,
    undefined
  > {
    let at = cursor === undefined ? undefined : parseCursor(source, cursor);
    const assertNew = loopGuard(source, at);
    for (;;) {
      const { items, next } = await source.read(at);
      if (next) assertNew(next);
      yield { items, cursor: next && written(next) };
      if (!next) return;
      at = next;
    }
  }

  async function* items(): AsyncGenerator<T, undefined> {
    for await (const page of pages()) yield* page.items;
  }

  async function toArray(options: { readonly limit: number }): Promise<T[]> {
    const limit = (options as typeof options | undefined)?.limit;
    if (typeof limit !== 'number' || !(limit >= 0))
      throw new TypeError('toArray needs { limit }: a number, or Infinity.');
    const all: T[] = [];
    if (limit === 0) return all;
    for await (const item of items()) {
      all.push(item);
      if (all.length >= limit) break;
    }
    return all;
  }

  return {
    pages,
    toArray,
    first: async () => (await toArray({ limit: 1 }))[0],
    [Symbol.asyncIterator]: items,
  };
}

/** For what Drift gives whole, at once. */
export function wholeList<T>(read: () => Promise<T[]>): List<T> {
  return createList({ name: '', kinds: [], read: async () => ({ items: await read() }) });
}

const written = ({ kind, value }: Cursor): string => `${kind}:${value}`;

function parseCursor({ name, kinds }: PageSource<unknown>, text: string): Cursor {
  const colon = String(text).indexOf(':');
  const kind = String(text).slice(0, Math.max(0, colon));
  if (kinds.length === 0) throw new TypeError('This list has only one page, so it takes no cursor.');
  if (!kinds.includes(kind))
    throw new TypeError(`This cursor is not one of ${name}. Pass one that pages() gave, unchanged.`);
  return { kind, value: text.slice(colon + 1) };
}

/**
 * Throws where a cursor comes again: a list that leads back to where it was would never end. It remembers two
 * cursors, however long the list: the last one, and one that is renewed after 1, 2, 4, 8… pages (Brent).
 */
function loopGuard({ name }: PageSource<unknown>, from: Cursor | undefined): (next: Cursor) => void {
  let last = from && written(from);
  let mark: string | undefined;
  let steps = 0;
  let until = 1;
  return (next) => {
    const text = written(next);
    if (text === last || text === mark) {
      throw new DriftApiError(
        'bad_answer',
        `${name} failed. Drift sent the same cursor twice, so the list would never end.`,
      );
    }
    last = text;
    if (++steps < until) return;
    mark = text;
    steps = 0;
    until *= 2;
  };
}
