import type { Assumptions, CookiesFault } from '../../protocol';

/** Lifetimes as published in cookie policies (observed). Null: until the browser closes. */
const TWO_YEARS = 2 * 365 * 24 * 3600;
const HALF_AN_HOUR = 1800;
const SESSION = null;
const EXPIRED = -1;

/** The cookies of Drift on the page. Lint refuses a write of `document.cookie` elsewhere in `embed/`. */
export interface Cookies {
  /** Which domains a cookie is set on: the account's, or the one of `config({ cookieDomain })`. */
  setDomains(domains: readonly string[]): void;
  /** This browser's anonymous id, or a new one. It becomes a cookie once the domains are known. */
  anonymousId(): string;
  keepAnonymousId(): void;
  claim(): { userId: string; userJwt: string | null } | null;
  keepIdentity(userId: string, userJwt: string | null): void;
  keepVisit(): void;
  /** The greeting was closed once, in this session of the browser. */
  keepGreetingClosed(): void;
  /** Deletes the ids, on every domain they may be on, and what else does not stay after a reset. */
  forget(left: Assumptions['cookiesAfterReset']): void;
}

const ANONYMOUS = ['drift_aid', 'driftt_aid'];
// Today's widget sets drift_eid; driftt_eid is only read and deleted (observed: no twin since 2022).
const IDENTIFIED = ['drift_eid', 'driftt_eid'];
const OF_VISIT = [
  'drift_campaign_refresh',
  'driftt_wmd',
  'DFTT_END_USER_PREV_BOOTSTRAPPED',
  'DFTT_LEAD_HAS_PREV_IDENTIFIED',
];

// ASSUMED: which cookies reset deletes, and so which it leaves.
const DELETED: Readonly<Record<Assumptions['cookiesAfterReset'], readonly string[]>> = {
  visit: [...ANONYMOUS, ...IDENTIFIED, 'drift_ujwt'],
  identity: ANONYMOUS,
  none: [...ANONYMOUS, ...IDENTIFIED, 'drift_ujwt', ...OF_VISIT],
};

/** @param fault `refused`: the browser takes no cookie of ours, as in a page without storage. */
export function createCookies(fault: CookiesFault = 'none'): Cookies {
  const write: typeof writeCookie = fault === 'refused' ? () => false : writeCookie;
  let domains: readonly string[] = [];
  let fresh: string | undefined;
  const first = (names: readonly string[]): string | null =>
    names.map(read).find((value) => value !== null) ?? null;
  const set = (name: string, value: string, maxAge: number | null): void => {
    // ASSUMED: a domain the browser does not take leaves the cookie on the host alone.
    if (!domains.some((domain) => write(name, value, maxAge, domain))) write(name, value, maxAge);
  };

  return {
    setDomains: (list) => void (domains = list),
    anonymousId: () => first(ANONYMOUS) ?? (fresh ??= crypto.randomUUID()),
    keepAnonymousId() {
      const aid = this.anonymousId();
      for (const name of ANONYMOUS) set(name, aid, TWO_YEARS);
    },
    claim() {
      const userId = first(IDENTIFIED);
      return userId === null ? null : { userId, userJwt: read('drift_ujwt') };
    },
    keepIdentity(userId, userJwt) {
      set('drift_eid', userId, TWO_YEARS);
      set('DFTT_LEAD_HAS_PREV_IDENTIFIED', 'true', TWO_YEARS);
      if (userJwt !== null) set('drift_ujwt', userJwt, TWO_YEARS);
    },
    keepVisit() {
      set('drift_campaign_refresh', read('drift_campaign_refresh') ?? crypto.randomUUID(), HALF_AN_HOUR);
      set('DFTT_END_USER_PREV_BOOTSTRAPPED', 'true', TWO_YEARS);
    },
    // ASSUMED: what the cookie's name says, and that only an open greeting can be closed.
    keepGreetingClosed: () => set('driftt_wmd', 'true', SESSION),
    forget(left) {
      fresh = undefined;
      for (const name of DELETED[left]) {
        for (const domain of [undefined, ...domains]) write(name, '', EXPIRED, domain);
      }
    },
  };
}

function read(name: string): string | null {
  const found = document.cookie.split('; ').find((one) => one.startsWith(`${name}=`));
  const value = found?.slice(name.length + 1) ?? '';
  // ASSUMED: one emptied by hand, as some logouts do in place of deleting it, says as little as one that is not there.
  return value === '' ? null : decode(value);
}

// A cookie can hold anything: a stray percent sign must not stop the boot.
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Answers whether the cookie can be read back. */
function writeCookie(name: string, value: string, maxAge: number | null, domain?: string): boolean {
  const scope = domain === undefined ? '' : `; domain=${domain}`;
  const lifetime = maxAge === null ? '' : `; max-age=${maxAge}`;
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/${lifetime}${scope}; samesite=lax`;
  return read(name) === (value === '' ? null : value);
}
