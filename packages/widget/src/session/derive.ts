/** Values computed from the state and never stored. Pure. */
import type { DriftError } from '../errors';
import type { PageRecord, Person } from '../page/record';
import type { DriftState } from '../state';
import type { Trigger } from '../triggers/trigger';
import type { DriftUser } from '../user';
import type { State } from './fold';
import { isHeld } from './next';
import { isDecided } from './wanted';

/** Whether the frames must be hidden now: they may show another user, or the app has not set a user yet. */
export function isCovered({ wanted, page, isRequested }: State): boolean {
  const { phase, holder, error } = page;
  const isUndecided = !isDecided(wanted);
  switch (phase) {
    case 'down':
      return holder.who === 'other' || isRequested;
    case 'loading':
    case 'ready':
      if (holder.who === 'user') return isUndecided || holder.person !== wanted.person;
      return isUndecided || holder.who !== 'nobody';
    case 'failed':
      // The page is somebody else's: it is not ours to hide.
      return error?.code !== 'conflict' && (holder.who === 'other' || isUndecided);
    case 'leaving':
    case 'resetting':
    case 'stuck':
    case 'lost':
      return true;
  }
}

/** The person whose calls may be sent now. */
export function admittedPerson({ wanted, page }: State): Person | undefined {
  const isHere = page.phase === 'ready' && isDecided(wanted);
  return isHere && 'person' in page.holder ? page.holder.person : undefined;
}

export function publicState(state: State, missing: Trigger['waitsFor'] | undefined): DriftState {
  const { wanted, page, isRequested } = state;
  switch (page.phase) {
    case 'failed':
      return page.error ? { status: 'failed', error: page.error } : { status: 'idle' };
    case 'leaving':
    case 'resetting':
    case 'stuck':
      return { status: 'resetting' };
    case 'loading':
    case 'lost':
      return { status: 'loading' };
    case 'ready':
      if (page.isOpen) return { status: 'ready' };
      return isDecided(wanted) ? { status: 'loading' } : { status: 'waiting', for: 'user' };
    case 'down':
      if (!isRequested) return missing ? { status: 'waiting', for: missing } : { status: 'idle' };
      if (wanted.is === 'user' && wanted.token.is === 'failed')
        return { status: 'failed', error: wanted.token.error };
      return { status: 'waiting', for: wanted.is === 'user' ? 'token' : 'user' };
  }
}

/** The user whom the app set, and how far Drift has been told. Drift sends no confirmation: `identified` means delivered. */
export type IdentityState =
  | { readonly status: 'unknown' }
  | { readonly status: 'anonymous' }
  | { readonly status: 'identifying'; readonly user: DriftUser }
  | { readonly status: 'identified'; readonly user: DriftUser }
  | { readonly status: 'failed'; readonly user: DriftUser; readonly error: DriftError };

export function identityOf({ wanted, page }: State): IdentityState {
  if (wanted.is === 'nobody') return { status: 'anonymous' };
  if (wanted.is !== 'user') return { status: 'unknown' };
  const { user } = wanted.contact;
  if (page.phase === 'ready' && isHeld(page, wanted)) return { status: 'identified', user };
  const error = page.error ?? (wanted.token.is === 'failed' ? wanted.token.error : undefined);
  return error ? { status: 'failed', user, error } : { status: 'identifying', user };
}

/** Results of the promises of `login` and `logout`. They never reject. A login may wait for `load()`, a trigger, a token or the app's word; `state` says for what. */
export type LoginOutcome =
  | { readonly status: 'identified'; readonly user: DriftUser }
  | { readonly status: 'superseded' }
  | { readonly status: 'failed'; readonly error: DriftError };

export type LogoutOutcome =
  | { readonly status: 'anonymous' }
  | { readonly status: 'superseded' }
  | { readonly status: 'failed'; readonly error: DriftError };

/** The outcome that the state gives; undefined while the promise must wait. */
export function outcomeOf(
  state: State,
  { person, isLogin }: { person: Person; isLogin: boolean },
): LoginOutcome | LogoutOutcome | undefined {
  if (state.wanted.person !== person) return { status: 'superseded' };
  if (!isLogin) return logoutOutcome(state.page);
  const identity = identityOf(state);
  return identity.status === 'identified' || identity.status === 'failed' ? identity : undefined;
}

/** If Drift does not run, deleting the cookies was enough. If a Drift may still hold the person, the logout has not succeeded. */
function logoutOutcome({ phase, holder, error }: PageRecord): LogoutOutcome | undefined {
  if (phase === 'failed' && error && (holder.who === 'other' || error.code === 'not_forgotten'))
    return { status: 'failed', error };
  const isGone = phase === 'failed' || phase === 'down';
  const isFreed = (phase === 'loading' || phase === 'ready') && holder.who === 'nobody';
  return isGone || isFreed ? { status: 'anonymous' } : undefined;
}
