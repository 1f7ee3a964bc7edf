/** What follows from the state, and is therefore stored nowhere. Pure. */
import type { Person } from '../page/record';
import type { DriftState } from '../state';
import type { Trigger } from '../triggers/trigger';
import type { State } from './fold';

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
