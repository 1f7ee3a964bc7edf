/**
 * What this browser remembers of a person: Drift's cookies, and a marker of ours for what Drift's do not tell.
 * Reading, marking and forgetting are synchronous, because the page may be gone the next moment.
 */
import { cookieDomains, deleteCookie, readCookies, writeCookie } from './cookies';

/** Cookies that say whose contact this browser is. */
const ID_COOKIES = ['drift_eid', 'driftt_eid', 'drift_ujwt'];
/** Everything Drift keeps in the page's cookies (observed in real browsers and in published cookie policies). */
const DRIFT_COOKIES = [
  ...ID_COOKIES,
  'drift_aid',
  'driftt_aid',
  'driftt_aaid',
  'drift_campaign_refresh',
  'driftt_sid',
  'driftt_wmd',
  'DFTT_END_USER_PREV_BOOTSTRAPPED',
  'DFTT_LEAD_HAS_PREV_IDENTIFIED',
];
/** Web storage keys of Drift; older builds also used many that begin with `Drift.Targeting.`. */
const STORAGE_KEY = /^(DRIFT_|Drift\.Targeting\.)/;
const MARKER = 'driftkit_user';
const TWO_YEARS = 2 * 365 * 24 * 60 * 60;

/** Whose browser this is, as far as its cookies tell. */
export type Evidence = 'nobody' | 'same' | 'other';

/** Drift's anonymous id, to which everything is tied. */
export const readAid = (): string | undefined => readCookies('drift_aid')[0] ?? readCookies('driftt_aid')[0];

/** Whether Drift itself has written down whose contact this browser is. */
export const hasIdCookie = (): boolean => ID_COOKIES.some((name) => readCookies(name).length > 0);

/** Whether this browser belongs, or may belong, to somebody. */
export const hasEvidence = (): boolean => hasIdCookie() || readCookies(MARKER).length > 0;

/** Compares what the cookies say with a person; a cookie that contradicts makes it somebody else. */
export function evidenceOf(userId: string): Evidence {
  if (!hasEvidence()) return 'nobody';
  const aid = readAid();
  const foreignId = [...readCookies('drift_eid'), ...readCookies('driftt_eid')].some((id) => id !== userId);
  const foreignMark = readCookies(MARKER).some((mark) => {
    const [hash, markedAid] = mark.split('.');
    return hash !== hashOf(userId) || Boolean(markedAid && aid && markedAid !== aid);
  });
  const unexplained =
    readCookies(MARKER).length + readCookies('drift_eid').length + readCookies('driftt_eid').length === 0;
  return foreignId || foreignMark || unexplained ? 'other' : 'same';
}

/**
 * Marks this browser as the person's, before `identify` leaves and again when the anonymous id is known.
 * Says whether it was marked as anybody else's, or nobody's, before.
 */
export function markUser(userId: string, cookieDomain: string | undefined): boolean {
  const aid = readAid();
  const hash = hashOf(userId);
  const mark = aid ? `${hash}.${aid}` : hash;
  const before = readCookies(MARKER);
  const isNews = before.length === 0 || before.some((known) => known.split('.')[0] !== hash);
  if (before.join() !== mark) writeMark(mark, cookieDomain);
  return isNews;
}

function writeMark(mark: string, cookieDomain: string | undefined): void {
  deleteCookie(MARKER, cookieDomain);
  for (const domain of cookieDomain ? [cookieDomain, undefined] : cookieDomains()) {
    writeCookie(MARKER, mark, TWO_YEARS, domain);
    if (readCookies(MARKER).includes(mark)) return;
  }
}

/**
 * Deletes every cookie and storage key of Drift and the marker, on this host and every domain above it, and reads again.
 * Returns the names of those that would not go.
 */
export function forget(cookieDomain: string | undefined): string[] {
  for (const name of [...DRIFT_COOKIES, MARKER]) deleteCookie(name, cookieDomain);
  for (const storage of storages())
    for (const key of Object.keys(storage)) if (STORAGE_KEY.test(key)) storage.removeItem(key);
  return [...DRIFT_COOKIES, MARKER].filter((name) => readCookies(name).length > 0);
}

/** Deletes what names a person and keeps the anonymous id: for after a reset that leaves such cookies behind. */
export function forgetPerson(cookieDomain: string | undefined): string[] {
  for (const name of [...ID_COOKIES, MARKER]) deleteCookie(name, cookieDomain);
  return [...ID_COOKIES, MARKER].filter((name) => readCookies(name).length > 0);
}

/** Storage may be refused to a page as a whole; reading the property throws then. */
function storages(): Storage[] {
  try {
    return [globalThis.localStorage, globalThis.sessionStorage].filter(Boolean);
  } catch {
    return [];
  }
}

/** A short, one-way name for an id (53 bits, cyrb53): the marker need not repeat who it was. */
export function hashOf(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
