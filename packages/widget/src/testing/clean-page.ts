/** A page on which neither Drift nor driftkit ever was: no globals, no cookies, no storage keys. */

const COOKIE = /^(drift_|driftt_|DFTT_|driftkit_)/;
const STORAGE_KEY = /^(DRIFT_|Drift\.|driftkit)/;

export function cleanPage(): void {
  delete window.drift;
  delete window.driftt;
  for (const pair of document.cookie.split('; ')) {
    const name = pair.split('=')[0] ?? '';
    if (COOKIE.test(name)) deleteCookie(name);
  }
  for (const storage of [globalThis.localStorage, globalThis.sessionStorage])
    for (const key of Object.keys(storage ?? {})) if (STORAGE_KEY.test(key)) storage.removeItem(key);
  // What the instances of this page know of each other stands under such names: those of an earlier test are none of the next one's.
  for (const key of Object.getOwnPropertySymbols(globalThis))
    if (key.description?.startsWith('driftkit.')) Reflect.deleteProperty(globalThis, key);
}

/** Sets a cookie of this host, as Drift does without `cookieDomain`. */
export function setCookie(name: string, value: string, seconds: number): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${seconds}`;
}

export function readCookie(name: string): string | undefined {
  const pair = document.cookie.split('; ').find((text) => text.startsWith(`${name}=`));
  return pair && decodeURIComponent(pair.slice(name.length + 1));
}

/** On this host and on every domain above it: driftkit's marker stands as high as it can. */
export function deleteCookie(name: string): void {
  const labels = document.location.hostname.split('.');
  setCookie(name, '', -1);
  labels.forEach((_, index) => {
    document.cookie = `${name}=; path=/; max-age=-1; domain=${labels.slice(index).join('.')}`;
  });
}
