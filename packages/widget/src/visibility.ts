import { createObserver, frameElements } from './snippet';

/**
 * Hides Drift's frames at once and undoes exactly that. The vendor's own `hide` waits in its queue, and its `show` forces targeting,
 * so neither can be used to cover somebody's chat for a moment. What Drift adds or restyles meanwhile is hidden as it appears.
 */
export interface Cover {
  /** Covers from now on; covering twice is covering once. */
  cover(): void;
  /** Undoes exactly what was hidden. */
  lift(): void;
  /** Hides nothing more, and leaves hidden what is. */
  stop(): void;
}

const WATCHED: MutationObserverInit = {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['style', 'class', 'id'],
};

/** `isPageTaken`: whether the frames on the page are not ours to hide. */
export function createCover(isPageTaken: () => boolean): Cover {
  const before = new Map<HTMLElement, [value: string, priority: string]>();
  let observer: MutationObserver | undefined;

  function hide(): void {
    if (isPageTaken()) return;
    for (const element of frameElements()) {
      const { style } = element;
      const seen: [string, string] = [
        style.getPropertyValue('visibility'),
        style.getPropertyPriority('visibility'),
      ];
      if (seen.join() === 'hidden,important') continue;
      before.set(element, seen);
      style.setProperty('visibility', 'hidden', 'important');
    }
  }
  function stop(): void {
    observer?.disconnect();
    observer = undefined;
  }

  return {
    cover() {
      hide(); // now: an observer that is there already would do it only before the next paint
      observer ??= createObserver(hide);
      observer?.observe(document.documentElement, WATCHED);
    },
    stop,
    lift() {
      stop();
      for (const [{ style }, [value, priority]] of before) {
        if (value) style.setProperty('visibility', value, priority);
        else style.removeProperty('visibility');
      }
      before.clear();
    },
  };
}
