/** The reducer: what a fact changes of the state. Pure. */
import type { DriftError } from '../errors';
import { OTHER, STRANGER } from '../page/record';
import type { Holder, PageFact, PageRecord } from '../page/record';
import type { Contact } from '../user';
import { givenUp, isDecided, NO_TOKEN, retried, stated, told, tokened, unstated } from './wanted';
import type { Token, Wanted } from './wanted';

export interface State {
  readonly wanted: Wanted;
  readonly page: PageRecord;
  /** Every trigger has said yes to `load()`; since then nobody unloaded Drift or withdrew consent. */
  readonly isRequested: boolean;
  /** The task that comes before anything else. */
  readonly order?: 'unload' | 'withdraw' | undefined;
  /** Why the cookies must be read before anything is decided. */
  readonly due?: Due | undefined;
}

export type Change = Partial<State>;

/** Why the cookies must be judged. `boot`, `settled`: an expected `ready`, at boot or after a reset. `again`: an unexpected `ready`. `change`: the app has set a user. */
export type Due = 'boot' | 'settled' | 'again' | 'change';

export type Fact =
  | PageFact
  /** `seen`: the page was shown or hidden, or the server has had the time to end another tab's session. `silentTooLong`: after `undecidedTimeout`. */
  | { readonly type: 'online' | 'seen' | 'unstated' | 'silentTooLong' }
  | { readonly type: 'stated'; readonly contact: Contact | null; readonly token: Token }
  /** What came of the request for the wanted user's token: one, or a failure; or the server says that nobody is logged in. */
  | { readonly type: 'token'; readonly token: Token }
  | { readonly type: 'notLoggedIn' }
  /** `isLive`: a Drift runs here, and the cookies do not tell any more whom it had booted as. */
  | { readonly type: 'otherTab'; readonly hash: string | null | undefined; readonly isLive: boolean };

export function fold(state: State, fact: Fact): Change {
  const { wanted, page } = state;
  switch (fact.type) {
    case 'load':
      return { isRequested: true, wanted: retried(wanted), page: clearedFailure(page) };
    case 'withdrawn':
      return { isRequested: false, order: 'withdraw' };
    case 'unload':
      return { isRequested: false, order: 'unload' };
    case 'online':
      return { wanted: retried(wanted) };
    case 'seen':
      return { wanted: wanted.is === 'doubted' ? retried(wanted) : wanted };
    case 'unstated':
      return { wanted: unstated(wanted) };
    case 'silentTooLong':
      return { wanted: givenUp(wanted) };
    case 'stated':
      return withDue(state, stated(wanted, fact.contact, fact.token), fact.contact === null);
    case 'token':
      return withDue(state, tokened(wanted, fact.token));
    case 'notLoggedIn':
      return withDue(state, stated(wanted, null, NO_TOKEN));
    case 'otherTab':
      return heardOtherTab(state, fact.hash, fact.isLive);
    case 'ready':
      return { page: readied(page, wanted), due: dueOf(page) };
    case 'failed':
      return { page: failed(page, fact.error) };
    case 'late':
      return isLettingGo(page) ? { page: { ...page, phase: 'stuck' } } : {};
    case 'lost':
      return { page: { phase: 'lost', holder: page.holder } };
    case 'unloaded':
      return { isRequested: false };
    case 'stray':
      return fact.stays && page.phase === 'down' ? { page: { ...page, holder: OTHER } } : {};
    case 'waits':
    case 'abandoned':
    case 'loadCalled':
      return {};
  }
}

/** `isOrder`: cookies that name a person must be deleted, even if no user was set before. */
function withDue(state: State, wanted: Wanted, isOrder = false): Change {
  const { is, person } = state.wanted;
  const isChange = isOrder || person !== wanted.person || (is !== wanted.is && isDecided(wanted));
  return { wanted, due: isChange ? (state.due ?? 'change') : state.due };
}

function heardOtherTab(state: State, hash: string | null | undefined, isLive: boolean): Change {
  const { wanted, page } = state;
  const next = told(wanted, hash);
  const known = isLive ? distrusted(page) : page;
  return { ...withDue(state, next), page: next.is === 'user' ? shaken(known) : known };
}

/** A visitor's Drift shares its anonymous id with the other tab, which has just identified a user. */
function shaken(page: PageRecord): PageRecord {
  return page.holder.who === 'nobody' ? { ...page, holder: STRANGER } : page;
}

/** A Drift that we did not load booted with cookies that have changed since. */
function distrusted(page: PageRecord): PageRecord {
  return page.holder.who === 'stranger' ? { ...page, holder: OTHER } : page;
}

const isLettingGo = ({ phase }: PageRecord): boolean => phase === 'resetting' || phase === 'leaving';

const isBooted = ({ phase }: PageRecord): boolean => phase !== 'down' && phase !== 'failed';

const clearedFailure = (page: PageRecord): PageRecord =>
  page.phase === 'failed' ? { phase: 'down', holder: page.holder } : page;

/** The cookies are enough to judge a Drift that booted without a user. Any other Drift may hold a user whom they do not name. */
export function failed(page: PageRecord, error: DriftError): PageRecord {
  const { phase, holder } = page;
  const isVisitor = phase === 'loading' && holder.who === 'nobody';
  return { phase: 'failed', error, holder: isVisitor ? STRANGER : isBooted(page) ? OTHER : holder };
}

/** The holder for a visitor who is not logged in, or about whom the app has not decided yet. */
export const visitorOf = (wanted: Wanted): Holder => ({
  who: 'nobody',
  person: wanted.is === 'nobody' ? wanted.person : undefined,
});

function readied(page: PageRecord, wanted: Wanted): PageRecord {
  const { phase, holder, before } = page;
  if (phase === 'ready' || phase === 'stuck' || phase === 'lost') return page;
  return { phase: 'ready', holder: phase === 'resetting' ? visitorOf(wanted) : holder, before };
}

function dueOf({ phase }: PageRecord): Due {
  if (phase === 'resetting') return 'settled';
  return phase === 'ready' ? 'again' : 'boot';
}
