/** Drift's keys in the page's web storage (observed). A page without storage works too. */
export interface WidgetStorage {
  countVisit(): void;
  chatWasOpen(): boolean;
  keepChatOpen(open: boolean): void;
  /** A sound was played for a message, in this tab. */
  keepNotified(): void;
  /** One more tab has the widget; the answer says that it is gone. */
  tabOpened(): () => void;
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
    // ASSUMED: that a message which nobody sees plays a sound, and that the key says so.
    keepNotified: () => set('sessionStorage', 'DRIFT_NOTIFICATION_PLAYED', 'true'),
    tabOpened() {
      // ASSUMED: that the key holds how many tabs are open; nothing of it is known but its name.
      const count = (step: 1 | -1): void => {
        const open = (Number(get('localStorage', 'DRIFT_openTabs')) || 0) + step;
        set('localStorage', 'DRIFT_openTabs', open > 0 ? String(open) : null);
      };
      count(1);
      return () => count(-1);
    },
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

function set(area: Area, key: string, value: string | null): void {
  try {
    if (value === null) window[area].removeItem(key);
    else window[area].setItem(key, value);
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
