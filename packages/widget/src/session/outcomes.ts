/** The promises of `login` and `logout`: they never reject, and every one of them settles. */
import type { DriftError } from '../errors';
import { identityOf } from './identity';
import type { Person, SessionState } from './states';
import type { DriftUser } from './user';

export type LoginOutcome =
  | { readonly status: 'identified'; readonly user: DriftUser }
  | { readonly status: 'superseded' }
  | { readonly status: 'failed'; readonly error: DriftError };

export type LogoutOutcome =
  | { readonly status: 'anonymous' }
  | { readonly status: 'superseded' }
  | { readonly status: 'failed'; readonly error: DriftError };

interface Pending {
  person: Person;
  outcome: (state: SessionState) => LoginOutcome | LogoutOutcome | undefined;
  resolve: (outcome: never) => void;
}

export interface Outcomes {
  login(person: Person): Promise<LoginOutcome>;
  logout(person: Person): Promise<LogoutOutcome>;
  /** Settles what the new state decides. */
  settle(state: SessionState): void;
  /** Settles all logins of a person in one way, before the state moves on. */
  fail(person: Person, error: DriftError): void;
  /** Nothing will be decided any more: all that waits, and all that comes, is superseded. */
  close(): void;
}

export function createOutcomes(): Outcomes {
  let pending: Pending[] = [];
  let closed = false;

  const take = (which: (entry: Pending) => LoginOutcome | LogoutOutcome | undefined): void => {
    pending = pending.filter((entry) => {
      const outcome = which(entry);
      if (outcome) entry.resolve(outcome as never);
      return !outcome;
    });
  };
  const wait = <T>(person: Person, outcome: Pending['outcome']): Promise<T> =>
    new Promise<T>((resolve) => {
      pending.push({ person, outcome, resolve });
      if (closed) supersede();
    });
  const supersede = (): void => take(() => ({ status: 'superseded' }));

  return {
    login: (person) => wait(person, loginOutcome),
    logout: (person) => wait(person, logoutOutcome),
    settle: (state) =>
      take(({ person, outcome }) =>
        state.wanted.person === person ? outcome(state) : { status: 'superseded' },
      ),
    fail: (person, error) =>
      take((entry) => (entry.person === person ? { status: 'failed', error } : undefined)),
    close() {
      closed = true;
      supersede();
    },
  };
}

function loginOutcome(state: SessionState): LoginOutcome | undefined {
  const identity = identityOf(state);
  return identity.status === 'identified' || identity.status === 'failed' ? identity : undefined;
}

/** Where nothing of Drift runs, forgetting was all there was to do; where one may run that holds the person, they are not gone. */
function logoutOutcome({ page }: SessionState): LogoutOutcome | undefined {
  switch (page.is) {
    case 'failed':
      return page.trust === 'other' || page.error.code === 'not_forgotten'
        ? { status: 'failed', error: page.error }
        : { status: 'anonymous' };
    case 'down':
      return { status: 'anonymous' };
    case 'booting':
    case 'live':
      return page.holder.who === 'nobody' ? { status: 'anonymous' } : undefined;
    case 'leaving':
    case 'resetting':
    case 'stuck':
      return undefined;
  }
}
