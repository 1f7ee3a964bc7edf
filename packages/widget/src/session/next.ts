/** Chooses the next action that brings Drift to the user whom the app wants. Pure; the table is in decisions/012. */
import { compare, isNamed } from '../association';
import type { Jar } from '../cookies';
import type { Holder, PageRecord, UserHolder } from '../page/record';
import { changedAttributes } from '../user';
import type { State } from './fold';
import { claimant, isDecided } from './wanted';
import type { Wanted } from './wanted';

export type Action =
  | 'unload'
  | 'withdraw'
  | 'ask'
  | 'look'
  | 'standDown'
  | 'forget'
  | 'refuse'
  | 'join'
  | 'boot'
  | 'swap'
  | 'recall'
  | 'leave'
  | 'identify'
  | 'update'
  | 'reset'
  | 'rebuild'
  | 'revive';

export interface Rules {
  readonly whenTokenFails: 'anonymous' | 'unavailable';
  readonly identityChange: 'live' | 'reload';
}

/** The facts outside the state that `next` needs. */
export interface Moment {
  readonly now: number;
  /** What runs on the page; `ours`: one of our own failed attempts, which may be taken down. `other`: the page has another embedId. */
  readonly drift: 'none' | 'live' | 'ours' | 'other';
  /** Another session has the page, and is told to forget. */
  readonly hasOtherOwner: boolean;
  /** A token may be asked for to confirm whom another tab has put in doubt: the page is seen, and the server has had its time. */
  readonly mayConfirm: boolean;
  /** Whether Drift itself has said `ready`; its flags alone have not. */
  readonly isHeard: boolean;
  /** The cookies; undefined until they are read again. */
  readonly jar: Jar | undefined;
}

/** What these do depends on the cookies, so they are read first. `forget` is chosen only by what was read. */
const BY_COOKIES: ReadonlySet<Action | undefined> = new Set<Action>([
  'boot',
  'swap',
  'recall',
  'leave',
  'identify',
  'reset',
]);

export function next(state: State, moment: Moment, rules: Rules): Action | undefined {
  const action = choose(state, moment, rules);
  return BY_COOKIES.has(action) && !moment.jar ? 'look' : action;
}

function choose(state: State, moment: Moment, rules: Rules): Action | undefined {
  const { wanted, page, isRequested, order, due } = state;
  if (order) return order;
  if (needsToken(state, moment)) return 'ask';
  if (due) return 'look';
  const isOver = wanted.is === 'doubted' || (wanted.is === 'silent' && wanted.isOver);
  if (isOver && runs(page)) return 'standDown';
  // What names a person goes before anything else, where no action below does it.
  const isNamedStill = moment.jar !== undefined && isNamed(moment.jar) && !moment.hasOtherOwner;
  if (wanted.is === 'nobody' && isNamedStill && !isRemovedLater(page)) return 'forget';
  switch (page.phase) {
    case 'down':
      return isRequested && mayBoot(wanted, rules) ? whileDown(wanted, moment) : undefined;
    case 'loading':
      return isDecided(wanted) ? whileLoading(page.holder, wanted, moment) : undefined;
    case 'ready':
      return isDecided(wanted) ? whileReady(page, wanted, moment, rules) : undefined;
    case 'stuck':
      return 'rebuild';
    case 'lost':
      return 'revive';
    case 'leaving':
    case 'resetting':
    case 'failed':
      return undefined;
  }
}

function needsToken({ wanted, page, isRequested }: State, moment: Moment): boolean {
  if (wanted.is === 'doubted')
    return wanted.token.is === 'none' && claimant(wanted) !== undefined && moment.mayConfirm;
  if (wanted.is !== 'user' || (!isRequested && page.phase === 'down')) return false;
  const { token } = wanted;
  const hasRunOut = token.is === 'here' && token.until <= moment.now && !isHeld(page, wanted);
  return token.is === 'none' || hasRunOut;
}

/** Whether Drift holds the wanted user. */
export const isHeld = ({ holder }: PageRecord, wanted: Wanted): boolean =>
  holder.who === 'user' && holder.person === wanted.person;

/** Whether Drift still runs for the earlier user. A stranger's Drift is covered, and compared once the app has set a user. */
function runs({ phase, holder }: PageRecord): boolean {
  return phase !== 'down' && phase !== 'failed' && holder.who !== 'stranger';
}

/** Whether another action removes an unwanted user: a reset, or from Drift's queue. */
const isRemovedLater = ({ phase, holder }: PageRecord): boolean =>
  phase === 'ready' || (phase === 'loading' && holder.who === 'user');

function mayBoot(wanted: Wanted, { whenTokenFails }: Rules): boolean {
  if (wanted.is !== 'user') return wanted.is === 'nobody';
  const { token, isInOtherTab } = wanted;
  return token.is === 'here' || (token.is === 'failed' && whenTokenFails === 'anonymous' && !isInOtherTab);
}

const IN_THE_WAY = { other: 'refuse', ours: 'standDown', live: 'join' } as const;

function whileDown(wanted: Wanted, { drift, jar }: Moment): Action {
  if (drift !== 'none') return IN_THE_WAY[drift];
  const isTheirs = isSigned(wanted) && jar !== undefined && compare(jar, wanted.contact.id) === 'same';
  return jar && isNamed(jar) && !isTheirs ? 'forget' : 'boot';
}

/** Whether the user may be identified now. */
const isSigned = (wanted: Wanted): wanted is Wanted & { is: 'user' } =>
  wanted.is === 'user' && wanted.token.is === 'here';

function whileLoading(holder: Holder, wanted: Wanted, { drift }: Moment): Action | undefined {
  const isTaken = drift !== 'none';
  if (holder.who === 'user' && holder.person !== wanted.person) return isTaken ? 'leave' : 'recall';
  return holder.who === 'nobody' && isSigned(wanted) && !isTaken ? 'swap' : undefined;
}

function whileReady(page: PageRecord, wanted: Wanted, { isHeard }: Moment, rules: Rules): Action | undefined {
  const { holder, isOpen } = page;
  const isReload = rules.identityChange === 'reload';
  if (holder.who === 'stranger') return 'look';
  if (isWrong(holder, wanted)) return isReload || !isHeard ? 'rebuild' : 'reset';
  if (wanted.is !== 'user') return undefined;
  if (holder.who === 'user') return hasChanged(holder, wanted) ? 'update' : undefined;
  const hasFailed = wanted.token.is === 'failed';
  if (hasFailed && (holder.who === 'byCookies' || rules.whenTokenFails === 'unavailable')) return 'standDown';
  if (!isSigned(wanted)) return undefined;
  if (isReload) return 'rebuild';
  return holder.who === 'byCookies' || isOpen ? 'identify' : undefined; // what was called for the visitor leaves first
}

/** Whether Drift holds somebody who is not wanted. Whom only its cookies name is believed for as long as a token may come, or another tab has them too. */
function isWrong(holder: Holder, wanted: Wanted): boolean {
  if (holder.who === 'user') return holder.person !== wanted.person;
  if (holder.who !== 'byCookies') return holder.who === 'other';
  if (wanted.is !== 'user' || wanted.contact.id !== holder.contact.id) return true;
  return wanted.token.is === 'failed' && !wanted.isInOtherTab;
}

function hasChanged(holder: UserHolder, wanted: Wanted & { is: 'user' }): boolean {
  const known = holder.contact;
  return known !== wanted.contact && Object.keys(changedAttributes(known, wanted.contact)).length > 0;
}
