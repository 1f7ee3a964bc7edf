import { pageConfig } from '../page-config';

const KEY = 'harbor-debug';

/** Beside a sandbox always; with the real Drift only in a tab that was asked for it once, with `?debug` in the address. */
export const isDebugging: boolean = pageConfig.consoleUrl !== undefined || wasAsked();

function wasAsked(): boolean {
  try {
    if (new URLSearchParams(location.search).has('debug')) sessionStorage.setItem(KEY, 'on');
    return sessionStorage.getItem(KEY) === 'on';
  } catch {
    return false; // storage is blocked
  }
}
