/**
 * What the cookies say about whose browser this is: Drift's own, and a marker of ours for what Drift's do not tell.
 * All of it works on a jar that was read before; only `erase` and `mark` write, and only names that are there or change.
 */
import { cookieDomains, decode, deleteCookie, readJar, writeCookie } from './cookies';
import type { Jar } from './cookies';
import { pageRegistry } from './registry';

/** Cookies in which Drift keeps the id given to `identify`. */
const EID_COOKIES = ['drift_eid', 'driftt_eid'];
/** Cookies by which Drift itself has written down whose contact this browser is. */
const ID_COOKIES = [...EID_COOKIES, 'drift_ujwt'];
const MARKER = 'driftkit_user';
/** Which cookies name a person; and the marker with everything that Drift keeps (observed in real browsers and in published cookie policies). */
const PERSON = [...ID_COOKIES, MARKER];
const EVERYTHING = [
  ...PERSON,
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
const TWO_YEARS = 63_072_000;

const valuesOf = (jar: Jar, names: readonly string[]): string[] =>
  names.flatMap((name) => jar.get(name) ?? []);

/** Drift's anonymous id, to which everything is tied. */
export const aidOf = (jar: Jar): string | undefined => valuesOf(jar, ['drift_aid', 'driftt_aid'])[0];

/** The ids of identified people that Drift's cookies name. */
export const idsIn = (jar: Jar): string[] => valuesOf(jar, EID_COOKIES);

export const hasIdCookie = (jar: Jar): boolean => ID_COOKIES.some((name) => jar.has(name));

/** Whether this browser belongs, or may belong, to somebody. */
export const isNamed = (jar: Jar): boolean => PERSON.some((name) => jar.has(name));

/** Whether Drift may have made the first id out of the second: it trims, and may change the case of an e-mail address. */
export const isSpelledLike = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (id: string): string => decode(id).trim().normalize().toLowerCase();

/** Compares what the cookies say with a person; a cookie that contradicts makes it somebody else. */
export function compare(jar: Jar, userId: string): 'nobody' | 'same' | 'other' {
  if (!isNamed(jar)) return 'nobody';
  const marks = jar.get(MARKER) ?? [];
  const ids = idsIn(jar);
  const aid = aidOf(jar);
  const isMarked = marks.every((mark) => {
    const [hash, markedAid] = mark.split('.');
    return hash === hashOf(userId) && (!markedAid || !aid || markedAid === aid);
  });
  // Our marker proves that Drift was given this very id, so Drift may have spelled it in its own way.
  const isTheirs = (id: string): boolean =>
    marks.length > 0 ? isSpelledLike(id, userId) : decode(userId) === id;
  return isMarked && ids.every(isTheirs) && marks.length + ids.length > 0 ? 'same' : 'other';
}

/**
 * Marks this browser as the person's, before `identify` leaves and again when the anonymous id is known.
 * Returns the jar as it is then, and whether it was marked as anybody else's, or nobody's, before.
 */
export function mark(
  jar: Jar,
  userId: string,
  cookieDomain: string | undefined,
): { jar: Jar; isNews: boolean } {
  const aid = aidOf(jar);
  const hash = hashOf(userId);
  const value = aid ? `${hash}.${aid}` : hash;
  const before = jar.get(MARKER) ?? [];
  const isNews = before.length === 0 || before.some((known) => known.split('.')[0] !== hash);
  if (before.join() === value) return { jar, isNews };
  if (before.length > 0) deleteCookie(MARKER, cookieDomain);
  const domain = markerDomain(cookieDomain, value);
  writeCookie(MARKER, value, TWO_YEARS, domain);
  return { jar: new Map(jar).set(MARKER, [value]), isNews };
}

/** `cookieDomain`, or the broadest domain that takes a cookie, found out once per page; else the host itself. */
function markerDomain(cookieDomain: string | undefined, value: string): string | undefined {
  const takes = (domain: string | undefined): boolean => {
    if (domain !== undefined) writeCookie(MARKER, value, TWO_YEARS, domain);
    return domain === undefined || readJar().get(MARKER)?.includes(value) === true;
  };
  return (pageRegistry().domain ??= { name: cookieDomains(cookieDomain).find(takes) }).name;
}

/** Which cookies `erase` deletes: all of Drift and the marker, or only those that name a person. */
export type Erased = 'everything' | 'person';

/** The names of cookies that should be gone and are not. */
export const leftIn = (jar: Jar, what: Erased): string[] =>
  (what === 'person' ? PERSON : EVERYTHING).filter((name) => jar.has(name));

/** Deletes what the jar holds of it, on this host and every domain above it, and Drift's storage. */
export function erase(jar: Jar, what: Erased, cookieDomain: string | undefined): void {
  for (const name of leftIn(jar, what)) deleteCookie(name, cookieDomain);
  if (what === 'person') return;
  for (const storage of storages())
    for (const key of Object.keys(storage)) if (STORAGE_KEY.test(key)) storage.removeItem(key);
}

/** Storage may be refused to a page as a whole; reading the property throws then. */
function storages(): Storage[] {
  try {
    return [globalThis.localStorage, globalThis.sessionStorage].filter(Boolean);
  } catch {
    return [];
  }
}

/** A short name for an id (64 bits, FNV-1a with two primes): the marker need not repeat who it was. */
export const hashOf = (id: string): string => fnv1a(id, 0x01000193) + fnv1a(id, 0x85ebca6b);

function fnv1a(text: string, prime: number): string {
  let hash = 0x811c9dc5;
  for (const unit of text.split('')) hash = Math.imul(hash ^ unit.charCodeAt(0), prime);
  return (hash >>> 0).toString(36);
}
