import { AsyncLocalStorage } from 'node:async_hooks';
import type { JournalEntry } from '../shared/api-types';

/** Whom an entry is about. Ids alone: no text of a chat, no e-mail, no token is ever written here. */
interface About {
  conversationId?: string | undefined;
  contactId?: string | undefined;
  userId?: string | undefined;
}
type Entry = Pick<JournalEntry, 'kind' | 'title' | 'sentence'> & About;

/** What the server did, for the drawer of the demo: webhook in, job, REST calls, CRM row. In memory, and bounded. */
export interface Journal {
  add(entry: Entry): void;
  /** What is added while the step is done belongs to this conversation and person as well. */
  during<T>(about: About, step: () => Promise<T>): Promise<T>;
  /** Of these conversations, contacts and this person; the newest first. */
  of(whose: { conversationIds: string[]; contactIds: string[]; userId?: string | undefined }): JournalEntry[];
}

const MOST = 1000;

export function createJournal(now: () => Date = () => new Date()): Journal {
  const during = new AsyncLocalStorage<About>();
  let entries: (Entry & { id: number; at: string })[] = [];
  let count = 0;
  return {
    add(entry) {
      const given = { ...during.getStore(), ...withoutHoles(entry) };
      entries = [{ ...given, id: ++count, at: now().toISOString() }, ...entries].slice(0, MOST);
    },
    during: (about, step) => during.run(withoutHoles(about), step),
    of({ conversationIds, contactIds, userId }) {
      const isTheirs = (entry: Entry): boolean =>
        conversationIds.includes(entry.conversationId ?? '') ||
        contactIds.includes(entry.contactId ?? '') ||
        (userId !== undefined && entry.userId === userId);
      return entries.filter(isTheirs).map(({ contactId: _contactId, userId: _userId, ...shown }) => shown);
    },
  };
}

function withoutHoles<T extends object>(given: T): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}
