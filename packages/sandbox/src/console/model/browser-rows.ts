import type { Association, BootstrapEntry, LedgerEntry } from '../../protocol';
import type { Picture } from '../live/live-state';
import type { Persona } from './persona';
import { personaOf } from './persona';

/** `let_go`: `reset()` took this `drift_aid` out of use. */
export type Presence = 'online' | 'offline' | 'let_go';

/** One browser as the console lists it. */
export interface BrowserRow {
  aid: string;
  /** Who Drift thinks it is; null when every visit was refused. */
  persona: Persona | null;
  presence: Presence;
  lastSeen: number;
  openPages: number;
  history: readonly Association[];
  letGoAt: number | null;
  /** Why its newest visit did not come up. */
  trouble: string | null;
}

// A page that is reloaded is gone for a moment; the browser is not.
const RELOAD = 2000;

/** Every browser seen, those at it first, and of these the one that last opened a page or changed hands. */
export function browserRows(picture: Picture, now: number): BrowserRow[] {
  const visits = newestVisits(picture.entries);
  const letGo = letGoTimes(picture.entries);
  const known = [...picture.browsers.values()].map(
    ({ aid, contactId, lastSeen, openPages, history }): BrowserRow => {
      const letGoAt = letGo.get(aid) ?? null;
      const trouble = troubleOf(visits.get(aid));
      const isHere = openPages > 0 || Math.abs(now - lastSeen) < RELOAD;
      return {
        aid,
        persona: personaOf(picture.contacts.get(contactId), contactId),
        presence: letGoAt !== null ? 'let_go' : isHere ? 'online' : 'offline',
        lastSeen: Math.max(lastSeen, trouble === null ? 0 : (visits.get(aid)?.at ?? 0)),
        openPages,
        history,
        letGoAt,
        trouble,
      };
    },
  );
  const refused = [...visits.values()].filter(({ aid }) => aid !== null && !picture.browsers.has(aid));
  return [...known, ...refused.map(nobody)].sort(byActivity);
}

/** Whether some row will look different in a moment although nothing happens. */
export function isSettling(picture: Picture, now: number): boolean {
  return [...picture.browsers.values()].some(
    ({ openPages, lastSeen }) => openPages === 0 && Math.abs(now - lastSeen) < RELOAD,
  );
}

function nobody(visit: BootstrapEntry): BrowserRow {
  return {
    aid: visit.aid ?? '',
    persona: null,
    presence: 'offline',
    lastSeen: visit.at,
    openPages: 0,
    history: [],
    letGoAt: null,
    trouble: troubleOf(visit),
  };
}

// A page whose visit was refused is open, or was a moment ago; it has no session that could say so.
function byActivity(a: BrowserRow, b: BrowserRow): number {
  const isActive = ({ presence, trouble }: BrowserRow): boolean => presence === 'online' || trouble !== null;
  return Number(isActive(b)) - Number(isActive(a)) || b.lastSeen - a.lastSeen;
}

function newestVisits(entries: readonly LedgerEntry[]): Map<string, BootstrapEntry> {
  const visits = new Map<string, BootstrapEntry>();
  for (const entry of entries) {
    if (entry.type === 'bootstrap' && entry.aid !== null) visits.set(entry.aid, entry);
  }
  return visits;
}

function letGoTimes(entries: readonly LedgerEntry[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { type, aid, at } of entries) {
    if (aid === null) continue;
    if (type === 'reset') times.set(aid, at);
    // A kept cookie brought the id back.
    if (type === 'bootstrap') times.delete(aid);
  }
  return times;
}

function troubleOf(visit: BootstrapEntry | undefined): string | null {
  if (!visit || visit.outcome === 'ready') return null;
  return visit.why ?? `The visit was ${visit.outcome}.`;
}
