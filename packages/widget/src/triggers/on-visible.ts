import { assert } from './assert';
import { createOneYes } from './one-yes';
import type { Trigger } from './trigger';

/** What `IntersectionObserver` takes, for example `{ rootMargin: '200px' }` to begin before the element is in view. */
export type OnVisibleOptions = IntersectionObserverInit;

/** Attributes too: a class may be all that a selector still waits for. */
const EVERYTHING = { childList: true, subtree: true, attributes: true };

/**
 * Says yes when the element is in view. Of a selector the first match counts; it may appear later, and be replaced by another.
 * Where there is no `IntersectionObserver` it says yes at once.
 *
 * @throws TypeError when it is given neither an element nor a selector.
 */
export function onVisible(element: Element | string, options?: OnVisibleOptions): Trigger {
  const isSelector = typeof element === 'string';
  assert(isSelector || element?.nodeType === 1, 'onVisible', element);
  return createOneYes('visible', (yes) => {
    if (typeof IntersectionObserver !== 'function') {
      const timer = setTimeout(yes);
      return () => clearTimeout(timer);
    }
    let watched: Element | null = null;
    const sight = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) yes();
    }, options);
    const look = (): void => {
      const found = isSelector ? document.querySelector(element) : element;
      if (found === watched) return;
      watched = found;
      sight.disconnect();
      if (found) sight.observe(found);
    };
    look();
    const changes = typeof MutationObserver === 'function' ? new MutationObserver(look) : undefined;
    if (isSelector) changes?.observe(document, EVERYTHING);
    return () => {
      changes?.disconnect();
      sight.disconnect();
    };
  });
}
