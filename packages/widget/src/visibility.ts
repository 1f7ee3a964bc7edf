import { pageRegistry } from './registry';
import type { PageRegistry } from './registry';
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

/** An instance that was closed has left hidden what it hid. An earlier copy of this package may have made the register without this. */
const before = (): NonNullable<PageRegistry['hidden']> => (pageRegistry().hidden ??= new WeakMap());

/** `isPageTaken`: whether the frames on the page are not ours to hide. */
export function createCover(isPageTaken: () => boolean): Cover {
  const hidden = new Set<HTMLElement>();
  let observer: MutationObserver | undefined;

  function hide(): void {
    if (isPageTaken()) return;
    for (const element of frameElements()) {
      const { style } = element;
      const seen = [style.getPropertyValue('visibility'), style.getPropertyPriority('visibility')] as const;
      if (seen.join() !== 'hidden,important') {
        before().set(element, seen);
        style.setProperty('visibility', 'hidden', 'important');
      }
      if (before().has(element)) hidden.add(element); // else the page itself has hidden it
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
      for (const element of hidden) {
        const seen = before().get(element); // undefined: another instance has shown it
        if (seen?.[0]) element.style.setProperty('visibility', ...seen);
        else if (seen) element.style.removeProperty('visibility');
        before().delete(element);
      }
      hidden.clear();
    },
  };
}
