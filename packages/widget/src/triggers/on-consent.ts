import { createTabs } from '../tabs';
import { assert } from './assert';
import type { Trigger } from './trigger';

/** Calls the listener with the current answer, if there is one, and with every later answer. Returns a function that unsubscribes; any other return value is ignored. */
export type ConsentSubscribe = (listener: (given: boolean) => void) => unknown;

const WITHDRAWN = { type: 'withdrawn' } as const;

/**
 * Says yes when consent is given. Before that nothing touches Drift's hosts: no request, no preconnect, no DNS hint, no cookie.
 *
 * Withdrawn in one tab is withdrawn in every tab of the origin that waits with `onConsent`.
 *
 * A promise answers once. A subscribe function may also take the answer back: then Drift is taken off the page and forgotten.
 * Only `true` is consent. Whatever else comes (the text "denied", say) is none, and like a rejection it is reported as `callback_threw`.
 *
 * @throws TypeError when it is given neither a promise nor a function.
 * @example
 * onConsent((listener) => consentManager.onChange(({ marketing }) => listener(marketing)))
 */
export function onConsent(consent: PromiseLike<boolean> | ConsentSubscribe): Trigger {
  const isFunction = typeof consent === 'function';
  assert(isFunction || typeof consent?.then === 'function', 'onConsent', consent);
  return {
    waitsFor: 'consent',
    start(say, fail) {
      let isOver = false;
      let isGiven = false;
      const answer = (given: boolean): void => say((isGiven = given));
      const tabs = createTabs('consent', (fact) => {
        if ((fact as Partial<typeof WITHDRAWN> | null)?.type === WITHDRAWN.type) answer(false);
      });
      const failed = (cause: unknown): void => {
        if (!isOver) fail(cause);
      };
      const hear = (given: unknown): void => {
        if (isOver) return;
        const isWithdrawn = isGiven && given !== true;
        answer(given === true);
        if (isWithdrawn) tabs.tell(WITHDRAWN);
        if (typeof given !== 'boolean')
          failed(new TypeError(`consent must be true or false, but is of type ${typeof given}`));
      };
      const unsubscribe = isFunction ? consent(hear) : void consent.then(hear, failed);
      tabs.open();
      return () => {
        isOver = true;
        tabs.close();
        // Some return an id or an object instead of a function; nothing is heard any more either way.
        if (typeof unsubscribe === 'function') (unsubscribe as () => void)();
      };
    },
  };
}
