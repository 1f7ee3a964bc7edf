/**
 * The session as a machine: what the app wants and what the page holds, each a union. `transition.ts` folds in what happened,
 * `step.ts` says what to do next so that the page comes to hold what is wanted; both are pure. `effects.ts` does it.
 */
import type { DriftError } from '../errors';
import type { Contact } from './user';

/** Numbers the statements of the app: calls belong to the person they were made for. */
export type Person = number;

export type Token =
  | { readonly is: 'none' }
  | { readonly is: 'coming' }
  /** `until`: epoch milliseconds by this browser's clock; Infinity when the token does not say. */
  | { readonly is: 'here'; readonly userJwt: string | undefined; readonly until: number }
  | { readonly is: 'failed'; readonly error: DriftError };

export interface Doubt {
  /** Whom the other tab speaks of, by hash; null for nobody, undefined when it is only known that things may have changed. */
  readonly hash: string | null | undefined;
  /** Whom this tab's app had stated: a fresh token may confirm them. */
  readonly suspect: Contact | undefined;
}

export type Wanted =
  | {
      readonly is: 'undecided';
      readonly person: Person;
      /** Whom the app stated last, null for nobody: calls made now are theirs. Undefined before the first decision. */
      readonly last?: Contact | null;
      /** The app itself said `undefined` after a person: the token they had, and whether the wait for its next word has ended. */
      readonly silence?: { readonly token: Token; readonly isOver: boolean };
      /** Another tab says that this browser is not, or not any more, whose this tab's app said. */
      readonly doubt?: Doubt;
    }
  | { readonly is: 'nobody'; readonly person: Person }
  | {
      readonly is: 'user';
      readonly person: Person;
      readonly contact: Contact;
      readonly token: Token;
      /** Another tab has this very person: without a token here, nothing is done that would take them from there. */
      readonly isElsewhere?: boolean;
    };

/** Whom the Drift on this page holds. A stranger is whoever the cookies say, and they say somebody once it is live. */
export type Holder =
  | { readonly who: 'nobody'; readonly person: Person | undefined }
  | { readonly who: 'user'; readonly person: Person; readonly contact: Contact }
  | { readonly who: 'stranger' }
  /** By its cookies a certain person's, whom we have not identified. */
  | { readonly who: 'same'; readonly contact: Contact }
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

/** Whose token may be asked for: the user's, or one whom a fresh token may confirm. */
export function claimant(wanted: Wanted): Contact | undefined {
  return wanted.is === 'user'
    ? wanted.contact
    : wanted.is === 'undecided'
      ? wanted.doubt?.suspect
      : undefined;
}

/** An answer may come when another person is wanted under the same number: the app decided while a suspect was asked about. */
export const isFor = ({ person, id }: { person: Person; id: string }, wanted: Wanted): boolean =>
  wanted.person === person && claimant(wanted)?.id === id;

export interface SessionState {
  readonly wanted: Wanted;
  readonly page: Page;
  /** `load()` was called, and no `unload()` since. */
  readonly requested: boolean;
}

export type SessionEvent =
  | { readonly type: 'load' | 'online' | 'ready' | 'unsettled' }
  /** The app does not know any more who is here; and it did not say for too long. */
  | { readonly type: 'unstated' | 'overdue' }
  | { readonly type: 'unloaded'; readonly trust: Trust }
  | { readonly type: 'leaving' | 'resetting' }
  | { readonly type: 'down'; readonly trust: Trust }
  /** `isRunning`: a Drift runs here, and the cookies do not tell any more whom it had booted as. */
  | { readonly type: 'told'; readonly hash: string | null | undefined; readonly isRunning: boolean }
  | { readonly type: 'stated'; readonly contact: Contact | null; readonly token: Token }
  /** What came of asking for the token of `id`; heeded only while that very person is wanted, or suspected. */
  | {
      readonly type: 'token' | 'notLoggedIn';
      readonly person: Person;
      readonly id: string;
      readonly token: Token;
    }
  | { readonly type: 'booting' | 'holds'; readonly holder: Holder }
  | { readonly type: 'sealed' }
  | { readonly type: 'failed'; readonly error: DriftError };

export const initial: SessionState = {
  wanted: { is: 'undecided', person: 1 },
  page: { is: 'down', trust: 'stranger' },
  requested: false,
};

/** Whether the frames must not be seen now: they may show somebody else, or nobody has said who is here. */
export function isCovered({ wanted, page, requested }: SessionState): boolean {
  switch (page.is) {
    case 'down':
      return page.trust === 'other' || requested;
    case 'booting':
    case 'live':
      return wanted.is === 'undecided' || (page.holder.who !== 'nobody' && page.holder.who !== 'user');
    case 'failed':
      return page.error.code !== 'conflict' && (page.trust === 'other' || wanted.is === 'undecided');
    case 'leaving':
    case 'resetting':
    case 'stuck':
      return true;
  }
}

/** The visitor whom the app has decided on, or whom nobody has decided on yet. */
export const nobody = (wanted: Wanted): Holder => ({
  who: 'nobody',
  person: wanted.is === 'nobody' ? wanted.person : undefined,
});

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
