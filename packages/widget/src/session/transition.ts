/**
 * The session as a machine: what the app wants and what the page holds, each a union; `transition` folds in what happened,
 * and `step` says what to do next so that the page comes to hold what is wanted. Both are pure; `session.ts` has the effects.
 */
import type { DriftError } from '../errors';
import { changedAttributes } from './user';
import type { Contact } from './user';

/** Numbers the statements of the app: calls belong to the person they were made for. */
export type Person = number;

export type Token =
  | { readonly is: 'none' }
  | { readonly is: 'coming' }
  /** `until`: epoch milliseconds by this browser's clock; Infinity when the token does not say. */
  | { readonly is: 'here'; readonly userJwt: string | undefined; readonly until: number }
  | { readonly is: 'failed'; readonly error: DriftError };

export type Wanted =
  | { readonly is: 'undecided'; readonly person: Person }
  | { readonly is: 'nobody'; readonly person: Person }
  | { readonly is: 'user'; readonly person: Person; readonly contact: Contact; readonly token: Token };

/** Whom the Drift on this page holds. A stranger is whoever its cookies say; nobody compared them yet. */
export type Holder =
  | { readonly who: 'nobody'; readonly person: Person | undefined }
  | { readonly who: 'user'; readonly person: Person; readonly contact: Contact }
  | { readonly who: 'stranger' }
  | { readonly who: 'other' };

/** A stranger is compared with what the cookies say; one that may hold a person they do not name is reset. */
export type Trust = 'stranger' | 'other';

export type Page =
  /** Nothing of ours runs. `trust`: what to think of a live Drift that is found there. */
  | { readonly is: 'down'; readonly trust: Trust }
  /** Given up, until `load()`. `trust`: what to think of a Drift that comes after all. */
  | { readonly is: 'failed'; readonly error: DriftError; readonly trust: Trust }
  /** The script tag is in. `sealed`: Drift took the identity, and it cannot be taken back. */
  | { readonly is: 'booting'; readonly holder: Holder; readonly sealed: boolean }
  /** It boots as somebody who is wanted no more; it can be reset once it is ready. */
  | { readonly is: 'leaving' }
  | { readonly is: 'live'; readonly holder: Holder }
  | { readonly is: 'resetting' }
  /** A reset that did not settle. */
  | { readonly is: 'stuck' };

export interface SessionState {
  readonly wanted: Wanted;
  readonly page: Page;
  /** `load()` was called, and no `unload()` since. */
  readonly requested: boolean;
}

export type SessionEvent =
  | { readonly type: 'load' | 'online' | 'ready' | 'unsettled' }
  | { readonly type: 'unloaded'; readonly trust: Trust }
  | { readonly type: 'down' | 'leaving' | 'resetting' }
  | { readonly type: 'stated'; readonly contact: Contact | null; readonly token: Token }
  | { readonly type: 'token'; readonly person: Person; readonly token: Token }
  | { readonly type: 'notLoggedIn'; readonly person: Person }
  | { readonly type: 'booting' | 'holds'; readonly holder: Holder }
  | { readonly type: 'sealed' }
  | { readonly type: 'failed'; readonly error: DriftError };

export const initial: SessionState = {
  wanted: { is: 'undecided', person: 1 },
  page: { is: 'down', trust: 'stranger' },
  requested: false,
};

export function transition(state: SessionState, event: SessionEvent): SessionState {
  const { wanted, page } = state;
  switch (event.type) {
    case 'load':
      return {
        requested: true,
        page: page.is === 'failed' ? { is: 'down', trust: page.trust } : page,
        wanted: retried(wanted),
      };
    case 'online':
      return { ...state, wanted: retried(wanted) };
    case 'unloaded':
      return { ...state, page: { is: 'down', trust: event.trust }, requested: false };
    case 'down':
      return { ...state, page: { is: 'down', trust: 'stranger' } };
    case 'failed':
      return { ...state, page: { is: 'failed', error: event.error, trust: trustOf(page) } };
    case 'stated':
      return { ...state, wanted: stated(wanted, event.contact, event.token) };
    case 'token':
      return wanted.is === 'user' && wanted.person === event.person
        ? { ...state, wanted: { ...wanted, token: event.token } }
        : state;
    case 'notLoggedIn':
      return wanted.is === 'user' && wanted.person === event.person
        ? { ...state, wanted: { is: 'nobody', person: wanted.person + 1 } }
        : state;
    case 'booting':
      return { ...state, page: { is: 'booting', holder: event.holder, sealed: false } };
    case 'sealed':
      return page.is === 'booting' ? { ...state, page: { ...page, sealed: true } } : state;
    case 'leaving':
      return { ...state, page: { is: 'leaving' } };
    case 'resetting':
      return { ...state, page: { is: 'resetting' } };
    case 'unsettled':
      return page.is === 'resetting' || page.is === 'leaving' ? { ...state, page: { is: 'stuck' } } : state;
    case 'holds':
      return {
        ...state,
        page: { is: page.is === 'booting' ? 'booting' : 'live', holder: event.holder, sealed: false },
      };
    case 'ready':
      return { ...state, page: readied(page, wanted) };
  }
}

/** What the app says. An equal person keeps their number; a token that failed is tried again. */
function stated(wanted: Wanted, contact: Contact | null, token: Token): Wanted {
  // The first decision takes over what was called while nobody knew.
  const next = wanted.is === 'undecided' ? wanted.person : wanted.person + 1;
  if (contact === null) return wanted.is === 'nobody' ? wanted : { is: 'nobody', person: next };
  if (wanted.is !== 'user' || wanted.contact.id !== contact.id)
    return { is: 'user', person: next, contact, token };
  const isNew = token.is === 'here' && token.userJwt !== undefined;
  return { ...wanted, contact, token: isNew || wanted.token.is === 'failed' ? token : wanted.token };
}

function retried(wanted: Wanted): Wanted {
  return wanted.is === 'user' && wanted.token.is === 'failed' ? { ...wanted, token: { is: 'none' } } : wanted;
}

/** A Drift that boots as nobody can be judged by its cookies; any other may know more than they tell. */
function trustOf(page: Page): Trust {
  if (page.is === 'down' || page.is === 'failed') return page.trust;
  if (page.is !== 'booting') return 'other';
  return page.holder.who === 'nobody' || page.holder.who === 'stranger' ? 'stranger' : 'other';
}

function readied(page: Page, wanted: Wanted): Page {
  switch (page.is) {
    case 'booting':
      return { is: 'live', holder: page.holder };
    case 'leaving':
      return { is: 'live', holder: { who: 'other' } };
    case 'resetting':
      return {
        is: 'live',
        holder: { who: 'nobody', person: wanted.is === 'nobody' ? wanted.person : undefined },
      };
    case 'failed':
      return { is: 'live', holder: { who: page.trust } };
    case 'down':
    case 'stuck':
    case 'live':
      return page;
  }
}

export type Effect =
  | { readonly do: 'nothing' }
  | { readonly do: 'fetchToken'; readonly person: Person; readonly contact: Contact }
  | { readonly do: 'expire'; readonly person: Person }
  | {
      readonly do: 'boot' | 'identify' | 'swap';
      readonly holder: Holder;
      readonly userJwt: string | undefined;
    }
  | { readonly do: 'recall' | 'compare' | 'reset' | 'rebuild' }
  | { readonly do: 'adopt'; readonly holder: Holder }
  | { readonly do: 'update'; readonly holder: Holder; readonly changed: Contact['attributes'] };

export interface Rules {
  readonly whenTokenFails: 'anonymous' | 'unavailable';
  readonly identityChange: 'live' | 'reload';
}

const NOTHING: Effect = { do: 'nothing' };

/** The next thing to do; `nothing` when the page holds what is wanted, or when somebody else has the word. */
export function step({ wanted, page, requested }: SessionState, rules: Rules, now: number): Effect {
  if (wanted.is === 'user') {
    const { token, person, contact } = wanted;
    if (token.is === 'none' && (requested || page.is !== 'down'))
      return { do: 'fetchToken', person, contact };
    if (token.is === 'here' && token.until <= now && !holds(page, person)) return { do: 'expire', person };
  }
  switch (page.is) {
    case 'down':
      return requested ? boot(wanted, rules) : NOTHING;
    case 'booting':
      return whileBooting(page.holder, page.sealed, wanted);
    case 'live':
      return whileLive(page.holder, wanted, rules);
    case 'stuck':
      return { do: 'rebuild' };
    case 'failed':
    case 'leaving':
    case 'resetting':
      return NOTHING;
  }
}

/** Whether the frames must not be seen now: they may show somebody else, or nobody has said who is here. */
export function isCovered({ wanted, page, requested }: SessionState): boolean {
  switch (page.is) {
    case 'down':
      return page.trust === 'other' || (requested && wanted.is === 'undecided');
    case 'booting':
    case 'live':
      return page.holder.who === 'stranger' || page.holder.who === 'other';
    case 'failed':
      return page.trust === 'other';
    case 'leaving':
    case 'resetting':
    case 'stuck':
      return true;
  }
}

/** The person whose calls may go to this page, once it is live. */
export function personOf(page: Page): Person | undefined {
  return (page.is === 'booting' || page.is === 'live') && 'person' in page.holder
    ? page.holder.person
    : undefined;
}

export function holds(page: Page, person: Person): boolean {
  return (
    (page.is === 'live' || page.is === 'booting') &&
    page.holder.who === 'user' &&
    page.holder.person === person
  );
}

function boot(wanted: Wanted, { whenTokenFails }: Rules): Effect {
  if (wanted.is === 'undecided') return NOTHING;
  const { person } = wanted;
  if (wanted.is === 'user' && wanted.token.is === 'here')
    return {
      do: 'boot',
      holder: { who: 'user', person, contact: wanted.contact },
      userJwt: wanted.token.userJwt,
    };
  const asNobody = wanted.is === 'nobody' || (wanted.token.is === 'failed' && whenTokenFails === 'anonymous');
  if (!asNobody) return NOTHING;
  return {
    do: 'boot',
    holder: { who: 'nobody', person: wanted.is === 'nobody' ? person : undefined },
    userJwt: undefined,
  };
}

function whileBooting(holder: Holder, sealed: boolean, wanted: Wanted): Effect {
  if (holder.who === 'stranger' || holder.who === 'other') return NOTHING; // judged when it is ready
  if (holder.who === 'user') {
    const wrong = wanted.is !== 'user' || wanted.contact.id !== holder.contact.id;
    return wrong ? { do: 'recall' } : NOTHING;
  }
  if (wanted.is !== 'user' || wanted.token.is !== 'here' || sealed) return NOTHING;
  const { person, contact, token } = wanted;
  return { do: 'swap', holder: { who: 'user', person, contact }, userJwt: token.userJwt };
}

function whileLive(holder: Holder, wanted: Wanted, { identityChange }: Rules): Effect {
  const change: Effect = identityChange === 'reload' ? { do: 'rebuild' } : { do: 'reset' };
  if (wanted.is === 'undecided') return NOTHING;
  if (holder.who === 'stranger') return { do: 'compare' };
  if (holder.who === 'other') return change;
  if (holder.who === 'user') {
    if (wanted.is !== 'user' || wanted.contact.id !== holder.contact.id) return change;
    const changed = changedAttributes(holder.contact, wanted.contact);
    if (holder.contact === wanted.contact || Object.keys(changed).length === 0) return NOTHING;
    return { do: 'update', holder: { ...holder, contact: wanted.contact }, changed };
  }
  if (wanted.is === 'nobody' && holder.person !== wanted.person)
    return { do: 'adopt', holder: { who: 'nobody', person: wanted.person } };
  if (wanted.is !== 'user' || wanted.token.is !== 'here') return NOTHING;
  if (identityChange === 'reload') return { do: 'rebuild' };
  const { person, contact, token } = wanted;
  return { do: 'identify', holder: { who: 'user', person, contact }, userJwt: token.userJwt };
}
