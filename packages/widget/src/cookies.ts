/** `document.cookie`, as far as an association needs it. Each read and write is a synchronous call into the browser, so they are few. */

/** Drift's cookies and our own, at one moment. A name may stand twice: on the host and on a parent domain. */
export type Jar = ReadonlyMap<string, readonly string[]>;

/** Reads the cookies once. Values are decoded where they can be. */
export function readJar(): Jar {
  const jar = new Map<string, readonly string[]>();
  for (const pair of rawCookies().split('; ')) {
    if (!/^(drift|DFTT)/.test(pair)) continue;
    const [name = '', ...rest] = pair.split('=');
    jar.set(name, [...(jar.get(name) ?? []), decode(rest.join('='))]);
  }
  return jar;
}

/** A sandboxed frame may neither read nor write cookies: there is nothing to remember anybody by. */
function rawCookies(): string {
  try {
    return document.cookie;
  } catch {
    return '';
  }
}

export function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The domains a cookie of this page may be on: `cookieDomain`, then the broadest first, and last `undefined` for the host alone. */
export function cookieDomains(cookieDomain: string | undefined): (string | undefined)[] {
  const { hostname } = document.location;
  const labels = hostname.split('.');
  const isAddress = /^[\d.]+$|:/.test(hostname); // an IP address has no parent domains
  const parents = isAddress ? [] : labels.map((_, index) => labels.slice(index).join('.'));
  const known = parents.filter((domain) => domain.includes('.')).reverse();
  const given = cookieDomain ? [cookieDomain.replace(/^\./, '')] : [];
  return [...new Set([...given, ...known, undefined])];
}

export function writeCookie(name: string, value: string, seconds: number, domain: string | undefined): void {
  const where = domain === undefined ? '' : `; domain=${domain}`;
  const secure = document.location.protocol === 'https:' ? '; secure' : '';
  try {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${seconds}; samesite=lax${where}${secure}`;
  } catch {
    // The page may not write cookies at all; the next read shows what that means.
  }
}

/** Deletes a cookie wherever this page could have got it from. */
export function deleteCookie(name: string, cookieDomain: string | undefined): void {
  for (const domain of cookieDomains(cookieDomain)) writeCookie(name, '', -1, domain);
}
