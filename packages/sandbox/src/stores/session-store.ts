import { randomUUID } from 'node:crypto';
import { createListeners } from './listeners';

/** What an access token stands for: one page of one browser, on behalf of one contact. */
export interface Session {
  readonly token: string;
  readonly aid: string;
  readonly contactId: number;
}

export type SessionChange = { type: 'held'; session: Session } | { type: 'ended'; token: string };

export interface SessionStore {
  open(aid: string, contactId: number): Session;
  get(token: string): Session | undefined;
  /** From now on the page belongs to this contact. */
  turnOver(session: Session, contactId: number): void;
  close(token: string): void;
  /** Ends every session of this browser. */
  closeAllOf(aid: string): void;
  /** Ends every session of this contact. */
  closeAllWith(contactId: number): void;
  listen(listener: (change: SessionChange) => void): () => void;
  /** Loads what an earlier run kept, without `onChange`. */
  restore(sessions: readonly Session[]): void;
  clear(): void;
}

/** Pages close without telling us. Above this many sessions, the one that was unused for longest ends. */
const LIMIT = 10_000;

export function createSessionStore(): SessionStore {
  // In the order of last use. Callers get the record itself, so that `turnOver` reaches an open stream.
  const byToken = new Map<string, { token: string; aid: string; contactId: number }>();
  const listeners = createListeners<SessionChange>();
  const close = (token: string): void => {
    if (byToken.delete(token)) listeners.tell({ type: 'ended', token });
  };
  return {
    open(aid, contactId) {
      const session = { token: randomUUID(), aid, contactId };
      byToken.set(session.token, session);
      const [oldest] = byToken.keys();
      if (byToken.size > LIMIT && oldest !== undefined) close(oldest);
      listeners.tell({ type: 'held', session });
      return session;
    },
    get(token) {
      const session = byToken.get(token);
      if (!session) return undefined;
      byToken.delete(token);
      byToken.set(token, session);
      return session;
    },
    turnOver({ token }, contactId) {
      const session = byToken.get(token);
      if (!session) return;
      session.contactId = contactId;
      listeners.tell({ type: 'held', session });
    },
    close,
    closeAllOf(aid) {
      for (const session of byToken.values()) if (session.aid === aid) close(session.token);
    },
    closeAllWith(contactId) {
      for (const session of byToken.values()) if (session.contactId === contactId) close(session.token);
    },
    listen: (listener) => listeners.add(listener),
    restore(kept) {
      for (const session of kept) byToken.set(session.token, { ...session });
    },
    clear: () => byToken.clear(),
  };
}
