/** Finds from the current cookies which user Drift holds. Pure. */
import { aidOf, compare, idsIn, isNamed, isSpelledLike } from '../association';
import type { Jar } from '../cookies';
import { OTHER, STRANGER } from '../page/record';
import type { Holder, PageRecord } from '../page/record';
import { visitorOf } from './fold';
import type { State } from './fold';
import { isDecided } from './wanted';
import type { Wanted } from './wanted';

/** How often in a row the cookies may contradict our own `identify`. After that we assume that Drift stores ids in another form. */
const STRIKES = 2;

export interface Verdict {
  readonly page: PageRecord;
  /** Contradictions in a row. */
  readonly strikes: number;
  /** The last strike: it is reported, and nothing is checked any more. */
  readonly isLast?: boolean;
}

export function judge(state: State, jar: Jar, strikes: number): Verdict {
  const { page, wanted, due } = state;
  const { holder } = page;
  // Before that the cookies say nothing of Drift; that they were read is all.
  if (page.phase !== 'ready') return { page, strikes };
  if (due === 'settled') return judgeReset(page, wanted, jar, strikes);
  if (holder.who === 'user') return judgeUser(state, holder.contact.id, jar, strikes);
  if (holder.who === 'other') return { page, strikes };
  const isVisitor = holder.who === 'nobody' && !isNamed(jar);
  if (isVisitor)
    return { page: wanted.is === 'nobody' ? { ...page, holder: visitorOf(wanted) } : page, strikes };
  return { page: { phase: 'ready', holder: holderBy(jar, wanted) }, strikes };
}

/** Drift holds a user whom we did not identify: the cookies show whether it is the wanted user. */
function holderBy(jar: Jar, wanted: Wanted): Holder {
  // A Drift that runs has an anonymous id. Where the cookies have none, they were cleared, and do not tell whose it is.
  const isNobody = !isNamed(jar) && aidOf(jar) !== undefined;
  if (isNobody) return visitorOf(wanted);
  if (!isDecided(wanted)) return STRANGER;
  const isSame = wanted.is === 'user' && compare(jar, wanted.contact.id) === 'same';
  return isSame ? { who: 'byCookies', contact: wanted.contact } : OTHER;
}

/** Drift holds the user whom we identified, unless other code has identified another user or reset Drift since. */
function judgeUser({ page, due }: State, id: string, jar: Jar, strikes: number): Verdict {
  const ids = idsIn(jar);
  if (strikes >= STRIKES) return { page, strikes };
  if (!ids.every((known) => isSpelledLike(known, id))) return contradicted(page, strikes);
  const isReset = ids.length === 0 && due === 'again';
  return isReset
    ? { page: { phase: 'ready', holder: { who: 'nobody', person: undefined } }, strikes }
    : { page, strikes: ids.length > 0 ? 0 : strikes };
}

/** A `ready` belongs to our reset when the anonymous id has changed. If the cookies name another person, other code has identified them. */
function judgeReset(page: PageRecord, wanted: Wanted, jar: Jar, strikes: number): Verdict {
  const { before } = page;
  if (before?.aid !== undefined && aidOf(jar) === before.aid)
    return { page: { ...page, phase: 'stuck' }, strikes };
  const settled: PageRecord = { phase: 'ready', holder: page.holder };
  const known = [...(before?.ids ?? []), ...(wanted.is === 'user' ? [wanted.contact.id] : [])];
  const isKnown = (id: string): boolean => known.some((one) => isSpelledLike(id, one));
  if (strikes >= STRIKES || idsIn(jar).every(isKnown)) return { page: settled, strikes };
  return contradicted(settled, strikes);
}

function contradicted(page: PageRecord, strikes: number): Verdict {
  const isLast = strikes + 1 >= STRIKES;
  return { page: isLast ? page : { phase: 'ready', holder: OTHER }, strikes: strikes + 1, isLast };
}
