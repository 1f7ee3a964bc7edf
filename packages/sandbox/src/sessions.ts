import { randomUUID } from 'node:crypto';

/** What an access token stands for: one page of one browser, on behalf of one contact. */
export interface Session {
  readonly token: string;
  readonly aid: string;
  contactId: number;
}

export interface Sessions {
  open(aid: string, contactId: number): Session;
  get(token: string): Session | undefined;
  close(token: string): void;
  clear(): void;
}

export function createSessions(): Sessions {
  const byToken = new Map<string, Session>();
  return {
    open(aid, contactId) {
      const session: Session = { token: randomUUID(), aid, contactId };
      byToken.set(session.token, session);
      return session;
    },
    get: (token) => byToken.get(token),
    close: (token) => void byToken.delete(token),
    clear: () => byToken.clear(),
  };
}
