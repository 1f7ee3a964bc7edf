import { isItem, text } from '../archive/cells';
import type { Item } from '../archive/cells';
import type { WorkItem } from '../archive/work';
import { interrupted } from '../archive/archive-error';
import type { Page } from './client';
import type { Context } from './context';
import { pagesFrom } from './pages';

/**
 * One walk down the list of conversations, newest first, as far as `stopAt`. What changes meanwhile moves to the head of the
 * list, where the next walk meets it: that one stops at the newest row that this one has seen, its `top`.
 */
interface Walk {
  /** Where the first walk of this archive stopped: 0, or what `--since` said. */
  since: number;
  stopAt: number;
  top: number;
  cursor: string | null;
  /** Rows that were new, or newer than what was known. */
  changed: number;
  isDone: boolean;
}

/** The head of the last walk is read again: several rows may share its millisecond. */
const OVERLAP = 60_000;
/** So far may the clock of Drift be ahead of ours. */
const DAY = 86_400_000;
/** The work that walks the list. */
const LIST = { kind: 'list', id: 'conversations' } as const;

/** Starts the next walk, or continues a walk that was interrupted. */
export function beginWalk({ archive }: Context, since: number): void {
  // Together: a walk that is begun and not asked for would never be walked, and nothing would be missed.
  archive.together(() => {
    const last = archive.meta.read('walk') as Walk | undefined;
    if (last && !last.isDone && since >= last.since) return;
    archive.meta.write('walk', nextWalk(last, since));
    archive.work.ask(LIST.kind, LIST.id, nextRound(archive.meta));
  });
}

/** A row without an id may stand anywhere in the list: the next walk goes down to where the first one stopped. */
export function walkAgain({ archive }: Context): void {
  const last = archive.meta.read('walk') as Walk | undefined;
  if (!last) return;
  archive.meta.write('walk', { ...last, stopAt: last.since, cursor: null, changed: 0, isDone: false });
  archive.work.ask(LIST.kind, LIST.id, nextRound(archive.meta));
  archive.broken.reopen(LIST);
}

function nextWalk(last: Walk | undefined, since: number): Walk {
  const isDeeper = !last || since < last.since;
  // A later `since` leaves nothing out: what lies between would be missed by every walk to come.
  const stopAt = isDeeper ? since : last.top - OVERLAP;
  return {
    since: isDeeper ? since : last.since,
    stopAt,
    top: last?.top ?? 0,
    cursor: null,
    changed: 0,
    isDone: false,
  };
}

/** How many rows the last walk found new or changed. */
export function changedRows({ archive }: Context): number {
  return (archive.meta.read('walk') as Walk).changed;
}

/** Walks on from where the walk stands. Each page is written together with where the next one begins. */
export async function walkConversations(context: Context, work: WorkItem): Promise<void> {
  const { client, archive, signal } = context;
  const { cursor } = archive.meta.read('walk') as Walk;
  for await (const page of pagesFrom(client.conversations.list({}, { signal }), cursor)) {
    if (signal.aborted) throw interrupted();
    if (keepPage(context, work, page).isDone) return;
    context.patience.answered();
    context.moved('listing');
  }
}

function keepPage({ archive, now }: Context, work: WorkItem, { items, cursor }: Page): Walk {
  const walk = archive.meta.read('walk') as Walk;
  // What the list is sorted by. A row whose time nobody knows, or that lies ahead, says nothing about where the walk is.
  const times = items
    .filter(isItem)
    .map((item) => item['updatedAt'])
    .filter((time) => typeof time === 'number' && time > 0 && time < now() + DAY) as number[];
  const last = times.at(-1);
  const isBelow = last !== undefined && last < walk.stopAt;
  walk.top = Math.max(walk.top, ...times);
  walk.cursor = cursor ?? null;
  walk.isDone = isBelow || cursor === undefined;
  archive.together(() => {
    for (const item of items) walk.changed += Number(keepRow(archive, item, walk.stopAt));
    archive.meta.write('walk', walk);
    if (walk.isDone) archive.work.close(work, 'done');
    else archive.work.keep(work, null);
  });
  return walk;
}

/** True where the row is new, or newer than what is known of it. */
function keepRow(archive: Context['archive'], item: unknown, stopAt: number): boolean {
  const contactId = isItem(item) ? text(item['contactId']) : null;
  if (archive.isErased(contactId)) return false;
  const id = isItem(item) ? text(item['id']) : null;
  if (!isItem(item) || id === null) {
    archive.broken.keep(LIST, 'conversation', item);
    return false;
  }
  const version = versionOf(item);
  if ((version > 0 && version < stopAt) || archive.tombstones.has('conversation', id)) return false;
  if (!archive.work.ask('messages', id, version)) return false;
  archive.work.ask('conversation', id, version);
  if (contactId !== null) archive.work.ask('contact', contactId, version);
  archive.rows.merge('conversations', item);
  return true;
}

/** When it last changed, in milliseconds: what Drift sorts the list by. 0 where it does not say. */
function versionOf(item: Item): number {
  const when = item['updatedAt'] ?? item['createdAt'];
  return Number.isSafeInteger(when) ? (when as number) : 0;
}

function nextRound(meta: Context['archive']['meta']): number {
  const round = ((meta.read('round') as number | undefined) ?? 0) + 1;
  meta.write('round', round);
  return round;
}
