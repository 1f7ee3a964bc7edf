import { assert } from './assert';
import { createOneYes } from './one-yes';
import type { Trigger } from './trigger';

export interface OnIdleOptions {
  /** Milliseconds after which a page that is never idle is taken for idle. Default 5000. */
  timeout?: number;
}

/** Safari has no `requestIdleCallback`: a pause after the page's `load` event stands in for it. */
const PAUSE = 200;

/**
 * Says yes when the page has loaded and the browser has nothing else to do, or after `timeout` at the latest:
 * some pages are never idle, and some never finish loading.
 *
 * @throws TypeError when `timeout` is not a number of milliseconds.
 */
export function onIdle({ timeout = 5000 }: OnIdleOptions = {}): Trigger {
  assert(timeout >= 0 && timeout < 2 ** 31 && typeof timeout === 'number', 'onIdle', timeout);
  return createOneYes('idle', (yes) => {
    const hasIdle = typeof requestIdleCallback === 'function';
    const backstop = setTimeout(yes, timeout);
    let request: number | undefined;
    const onLoad = (): void => {
      request = hasIdle ? requestIdleCallback(yes) : window.setTimeout(yes, PAUSE);
    };
    if (document.readyState === 'complete') onLoad();
    else addEventListener('load', onLoad);
    return () => {
      clearTimeout(backstop);
      removeEventListener('load', onLoad);
      if (request !== undefined) (hasIdle ? cancelIdleCallback : clearTimeout)(request);
    };
  });
}
