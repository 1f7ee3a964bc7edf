import type { Tabs } from '../tabs';

export interface PageLife {
  begin(): void;
  end(): void;
}

export interface PageLifeOptions {
  tabs: Tabs;
  online: () => void;
  visible: () => void;
  /** Back from the back/forward cache. */
  restored: () => void;
}

/** What a page may sleep through. An open channel can keep a page out of the back/forward cache, so it is closed for that time. */
export function watchPage({ tabs, online, visible, restored }: PageLifeOptions): PageLife {
  const pageshow = (event: Event): void => {
    if (!(event as PageTransitionEvent).persisted) return;
    tabs.open();
    restored();
  };
  const listeners: [event: string, listener: (event: Event) => void][] = [
    ['online', online],
    ['pagehide', () => tabs.close()],
    ['pageshow', pageshow],
  ];
  let isOn = false;

  return {
    begin() {
      if (isOn) return;
      isOn = true;
      tabs.open();
      for (const [event, listener] of listeners) window.addEventListener(event, listener);
      document.addEventListener('visibilitychange', visible);
    },
    end() {
      if (!isOn) return;
      isOn = false;
      tabs.close();
      for (const [event, listener] of listeners) window.removeEventListener(event, listener);
      document.removeEventListener('visibilitychange', visible);
    },
  };
}
