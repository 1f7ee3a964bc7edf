import type { LedgerEntry, LedgerType } from '../../protocol';
import { isProblem, noteOf } from './entry-note';
import { lineOf } from './entry-line';
import { remembered } from './remembered';

export type EntryKind = 'all' | 'calls' | 'identity' | 'activity' | 'problems';

export interface EntryFilter {
  kind: EntryKind;
  /** Only entries from and to this browser; null for every browser. */
  browser: { aid: string; contactId: number | null } | null;
  /** Only what happened to this contact; null for all. */
  contactId: number | null;
  text: string;
}

const TYPES: Readonly<Record<'calls' | 'identity' | 'activity', readonly LedgerType[]>> = {
  calls: ['call'],
  identity: ['bootstrap', 'identify', 'ready', 'reset', 'unload'],
  activity: ['track', 'page', 'attributes', 'message'],
};

/** The entries that pass, newest first. */
export function filterEntries(entries: readonly LedgerEntry[], filter: EntryFilter): LedgerEntry[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries
    .filter(
      (entry) =>
        isOfKind(entry, filter.kind) &&
        (filter.browser === null || isOfBrowser(entry, filter.browser)) &&
        (filter.contactId === null || entry.contactId === filter.contactId) &&
        words.every((word) => searchable(entry).includes(word)),
    )
    .reverse();
}

function isOfKind(entry: LedgerEntry, kind: EntryKind): boolean {
  if (kind === 'all') return true;
  return kind === 'problems' ? isProblem(entry) : TYPES[kind].includes(entry.type);
}

// An agent answers a contact, wherever that contact is.
function isOfBrowser(
  entry: LedgerEntry,
  { aid, contactId }: { aid: string; contactId: number | null },
): boolean {
  // An entry about an app belongs to no browser.
  if (entry.type === 'webhook' || entry.type === 'oauth') return false;
  return entry.aid === null ? contactId !== null && entry.contactId === contactId : entry.aid === aid;
}

const searchable = remembered((entry: LedgerEntry): string => {
  const { label, detail } = lineOf(entry);
  return [label, detail, noteOf(entry)?.text, entry.externalId, entry.aid].join(' ').toLowerCase();
});
