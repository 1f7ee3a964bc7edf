/** `document.cookie`, as far as an association needs it. Values are read raw and decoded where they can be. */

/** Every value of a name: the same cookie may stand twice, on the host and on a parent domain. */
export function readCookies(name: string): string[] {
  return jar()
    .split('; ')
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => decode(pair.slice(name.length + 1)));
}

/** A sandboxed frame may neither read nor write cookies: there is nothing to remember anybody by. */
function jar(): string {
  try {
    return document.cookie;
  } catch {
    return '';
  }
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The domains a cookie of this page may be on, broadest first, and last `undefined` for the host alone. */
export function cookieDomains(): (string | undefined)[] {
  const { hostname } = document.location;
  if (/^[\d.]+$|:/.test(hostname)) return [undefined]; // an address has no parents
  const labels = hostname.split('.');
  const parents = labels
    .map((_, index) => labels.slice(index).join('.'))
    .filter((domain) => domain.includes('.'));
  return [...parents.reverse(), undefined];
}

export function writeCookie(name: string, value: string, seconds: number, domain: string | undefined): void {
  const where = domain === undefined ? '' : `; domain=${domain.replace(/^\./, '')}`;
  const secure = document.location.protocol === 'https:' ? '; secure' : '';
  try {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${seconds}; samesite=lax${where}${secure}`;
  } catch {
    // Refused as a whole; what is read next shows what that means.
  }
}

/** Deletes a cookie wherever this page could have got it from. */
export function deleteCookie(name: string, cookieDomain: string | undefined): void {
  for (const domain of new Set([cookieDomain, ...cookieDomains()])) writeCookie(name, '', -1, domain);
}
