/** Every cookie Drift is known to set on a page, and the marker of @driftkit/widget. */
const COOKIES = [
  'drift_aid',
  'driftt_aid',
  'drift_eid',
  'driftt_eid',
  'drift_ujwt',
  'driftt_aaid',
  'drift_campaign_refresh',
  'driftt_sid',
  'driftt_wmd',
  'DFTT_END_USER_PREV_BOOTSTRAPPED',
  'DFTT_LEAD_HAS_PREV_IDENTIFIED',
  'driftkit_user',
] as const;

/** Which copies of the cookies to forget. */
export interface ClearDriftCookiesOptions {
  /**
   * The domains they may be set on besides the host that answers: your registrable domain, where Drift usually puts
   * them, and `cookieDomain` of your widget's config. `["example.com"]`; a leading dot is allowed.
   */
  domains?: readonly string[];
}

const HOST_NAME = /^(?!\d+(?:\.\d+){3}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i;

/**
 * The `Set-Cookie` values with which the answer to your own logout makes the browser forget who Drift takes it for: each
 * cookie on the host that answers, and on every domain listed. A cookie that is not there costs nothing.
 *
 * It is the safety net below `session.logout()` of @driftkit/widget, for the logout that happens without that page. It
 * cannot reach web storage, nor a domain that is not the answering host or above it. Throws a `TypeError` for what is
 * no host name.
 *
 * Each is a header of its own. `Headers` of the Fetch API takes one at a time, and would make one header of a list; the list
 * throws a `TypeError` then.
 *
 * @example
 * res.append('Set-Cookie', clearDriftCookies({ domains: ['example.com'] })); // Express
 * for (const cookie of clearDriftCookies()) headers.append('Set-Cookie', cookie); // Fetch
 */
export function clearDriftCookies({ domains = [] }: ClearDriftCookiesOptions = {}): string[] {
  if (!Array.isArray(domains)) throw new TypeError('domains must be a list, such as ["example.com"].');
  const places = ['', ...new Set(domains.map(domainAttribute))];
  const cookies = places.flatMap((place) =>
    COOKIES.map((name) => `${name}=; Path=/${place}; Max-Age=0; ${EXPIRED}`),
  );
  return Object.defineProperty(cookies, 'toString', { value: refuseOneHeader });
}

/** In one header, `a=…, b=…`, browsers would read only the first cookie, without an error. */
function refuseOneHeader(): never {
  throw new TypeError(
    'These are several Set-Cookie headers and cannot be one: ' +
      "for (const cookie of clearDriftCookies()) headers.append('Set-Cookie', cookie).",
  );
}

/** For the browsers and proxies that do not know `Max-Age`. */
const EXPIRED = 'Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax';

function domainAttribute(domain: unknown): string {
  const host = typeof domain === 'string' ? domain.replace(/^\./, '') : '';
  if (!HOST_NAME.test(host)) {
    throw new TypeError(
      `domains must be host names, such as "example.com", and not ${JSON.stringify(domain)}.`,
    );
  }
  return `; Domain=${host.toLowerCase()}`;
}
