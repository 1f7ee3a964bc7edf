/** What the promises of `login` and `logout` come to: they never reject, and every one of them settles. */
import type { DriftError } from '../errors';
import type { PageRecord } from '../page/record';
import type { DriftUser } from '../user';
import type { State } from './fold';
import { identityOf } from './identity';

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
