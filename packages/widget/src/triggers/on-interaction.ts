import { assert } from './assert';
import { createOneYes } from './one-yes';
import type { Trigger } from './trigger';

export interface OnInteractionOptions {
  /** The names of the events that count. Default `pointerdown`, `keydown`, `touchstart` and `wheel`. */
  events?: readonly string[];
  /**
   * Where they count: anywhere (default), within this element or window, or within what matches this selector at the moment of the event,
   * so that it may come later than the trigger.
   */
  target?: EventTarget | string;
}

/** What a person does and a page does not: no `scroll`, which the browser fires by itself when it restores a position. */
const GESTURES = ['pointerdown', 'keydown', 'touchstart', 'wheel'];
/** Heard on the way down, so that no `stopPropagation` of the page hides it, and never in the way of scrolling. */
const LISTENING = { capture: true, passive: true };

/**
 * Says yes when somebody first uses the page, or the part of it that you name.
 *
 * @throws TypeError when `events` is not an array, or `target` is neither an event target nor a string. An invalid selector is reported when the trigger starts.
 * @example
 * onInteraction({ target: '#chat-button', events: ['pointerenter', 'focusin', 'pointerdown'] })
 */
export function onInteraction({ events = GESTURES, target }: OnInteractionOptions = {}): Trigger {
  const isSelector = typeof target === 'string';
  assert(Array.isArray(events) && events.length, 'onInteraction', events);
  assert(
    target === undefined || isSelector || typeof target?.addEventListener === 'function',
    'onInteraction',
    target,
  );
  return createOneYes('interaction', (yes) => {
    if (isSelector) document.querySelector(target); // an invalid selector throws here, once, and is reported
    const place = isSelector || !target ? window : target;
    const onEvent = (event: Event): void => {
      if (!isSelector || (event.target as Partial<Element>).closest?.(target)) yes();
    };
    for (const name of events) place.addEventListener(name, onEvent, LISTENING);
    return () => {
      for (const name of events) place.removeEventListener(name, onEvent, LISTENING);
    };
  });
}
