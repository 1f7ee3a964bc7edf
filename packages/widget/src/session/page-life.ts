export interface PageLife {
  begin(): void;
  end(): void;
}

export interface PageLifeOptions {
  online: () => void;
  visible: () => void;
  /** Back from the back/forward cache. */
  restored: () => void;
}

/** What a page may sleep through. */
export function watchPage({ online, visible, restored }: PageLifeOptions): PageLife {
  const shown = (event: Event): void => {
    if ((event as PageTransitionEvent).persisted) restored();
  };
  return {
    begin() {
      // A listener that is there already is not added again; a shimmed window takes none.
      window.addEventListener?.('online', online);
      window.addEventListener?.('pageshow', shown);
      document.addEventListener('visibilitychange', visible);
    },
    end() {
      window.removeEventListener?.('online', online);
      window.removeEventListener?.('pageshow', shown);
      document.removeEventListener('visibilitychange', visible);
    },
  };
}
