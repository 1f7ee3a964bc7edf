/** Drift's keys in the page's web storage (observed). A page without storage works all the same. */
export interface WidgetStorage {
  countVisit(): void;
  chatWasOpen(): boolean;
  keepChatOpen(open: boolean): void;
  /** The visit of this tab: its id, and when it began in seconds. */
  session(): { sessionId: string; sessionStarted: number };
}

export function createStorage(): WidgetStorage {
  return {
    countVisit() {
      const counts = parse(get('localStorage', 'DRIFT_visitCounts'));
      const path = location.pathname;
      set(
        'localStorage',
        'DRIFT_visitCounts',
        JSON.stringify({ ...counts, [path]: (counts[path] ?? 0) + 1 }),
      );
    },
    // ASSUMED: what the key's name says: a chat left open is open again on the next page.
    chatWasOpen: () => get('localStorage', 'DRIFT_isChatFrameOpen') === 'true',
    keepChatOpen: (open) => set('localStorage', 'DRIFT_isChatFrameOpen', String(open)),
    session() {
      const sessionId = get('sessionStorage', 'DRIFT_SESSION_ID') ?? crypto.randomUUID();
      const sessionStarted = Number(get('sessionStorage', 'DRIFT_SESSION_STARTED') ?? Date.now() / 1000);
      set('sessionStorage', 'DRIFT_SESSION_ID', sessionId);
      set('sessionStorage', 'DRIFT_SESSION_STARTED', String(sessionStarted));
      return { sessionId, sessionStarted };
    },
  };
}

type Area = 'localStorage' | 'sessionStorage';

// Storage may be switched off, and then the mere access throws.
function get(area: Area, key: string): string | null {
  try {
    return window[area].getItem(key);
  } catch {
    return null;
  }
}

function set(area: Area, key: string, value: string): void {
  try {
    window[area].setItem(key, value);
  } catch {
    return;
  }
}

function parse(json: string | null): Record<string, number> {
  try {
    const value: unknown = JSON.parse(json ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, number>) : {};
  } catch {
    return {};
  }
}
