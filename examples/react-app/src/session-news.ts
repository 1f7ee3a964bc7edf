const KEY = 'harbor-session-changed';

/** Somebody came or went: the other tabs and windows are told that, not who, and each asks the server for itself. */
export const sessionNews = {
  tell(this: void): void {
    try {
      localStorage.setItem(KEY, String(Date.now()));
    } catch {
      // Storage is blocked: the others ask when they are looked at.
    }
  },
  subscribe(this: void, listener: () => void): () => void {
    const hear = ({ key }: StorageEvent): void => {
      if (key === KEY) listener();
    };
    window.addEventListener('storage', hear);
    return () => window.removeEventListener('storage', hear);
  },
};
