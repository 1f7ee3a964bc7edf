/** What follows from the state, and is therefore stored nowhere. Pure. */
import type { DriftError } from '../errors';
import type { PageRecord, Person } from '../page/record';
import type { DriftState } from '../state';
import type { Trigger } from '../triggers/trigger';
import type { DriftUser } from '../user';
import type { State } from './fold';
import { isHeld } from './next';

/** Whether the frames must not be seen now: they may show somebody else, or nobody has said who is here. */
export function isCovered({ wanted, page, isRequested }: State): boolean {
  const { phase, holder, error } = page;
  const isUndecided = wanted.is === 'undecided';
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

/** The person whose calls may leave now. */
export function admittedPerson({ wanted, page }: State): Person | undefined {
  const isDecided = page.phase === 'ready' && wanted.is !== 'undecided';
  return isDecided && 'person' in page.holder ? page.holder.person : undefined;
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
      return wanted.is === 'undecided' ? { status: 'waiting', for: 'user' } : { status: 'loading' };
    case 'down':
      if (!isRequested) return missing ? { status: 'waiting', for: missing } : { status: 'idle' };
      if (wanted.is === 'user' && wanted.token.is === 'failed')
        return { status: 'failed', error: wanted.token.error };
      return { status: 'waiting', for: wanted.is === 'user' ? 'token' : 'user' };
  }
}

/** Who the app says is here, and how far Drift knows. Drift acknowledges nothing: `identified` means delivered. */
export type IdentityState =
  | { readonly status: 'unknown' }
  | { readonly status: 'anonymous' }
  | { readonly status: 'identifying'; readonly user: DriftUser }
  | { readonly status: 'identified'; readonly user: DriftUser }
  | { readonly status: 'failed'; readonly user: DriftUser; readonly error: DriftError };

export function identityOf({ wanted, page }: State): IdentityState {
  if (wanted.is === 'undecided') return { status: 'unknown' };
  if (wanted.is === 'nobody') return { status: 'anonymous' };
  const { user } = wanted.contact;
  if (page.phase === 'ready' && isHeld(page, wanted)) return { status: 'identified', user };
  const error = page.error ?? (wanted.token.is === 'failed' ? wanted.token.error : undefined);
  return error ? { status: 'failed', user, error } : { status: 'identifying', user };
}

/** What the promises of `login` and `logout` come to: they never reject, and every one of them settles. */
export type LoginOutcome =
  | { readonly status: 'identified'; readonly user: DriftUser }
  | { readonly status: 'superseded' }
  | { readonly status: 'failed'; readonly error: DriftError };

export type LogoutOutcome =
  | { readonly status: 'anonymous' }
  | { readonly status: 'superseded' }
  | { readonly status: 'failed'; readonly error: DriftError };

/** What the state decides; undefined while it decides nothing. */
export function outcomeOf(
  state: State,
  word: 'login' | 'logout',
  person: number,
): LoginOutcome | LogoutOutcome | undefined {
  if (state.wanted.person !== person) return { status: 'superseded' };
  if (word === 'logout') return logoutOutcome(state.page);
  const identity = identityOf(state);
  return identity.status === 'identified' || identity.status === 'failed' ? identity : undefined;
}

/** Where nothing of Drift runs, forgetting was all there was to do; where one may run that holds the person, they are not gone. */
function logoutOutcome({ phase, holder, error }: PageRecord): LogoutOutcome | undefined {
  if (phase === 'failed' && error && (holder.who === 'other' || error.code === 'not_forgotten'))
    return { status: 'failed', error };
  const isGone = phase === 'failed' || phase === 'down';
  const isFreed = (phase === 'loading' || phase === 'ready') && holder.who === 'nobody';
  return isGone || isFreed ? { status: 'anonymous' } : undefined;
}
