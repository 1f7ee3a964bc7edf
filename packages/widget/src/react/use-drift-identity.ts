import { useSyncExternalStore } from 'react';
import { isSession, misuse } from '../adapter';
import type { IdentityState, Session } from '../index';
import { useDriftOf } from './context';
import type { RegisteredVocabulary } from './register';

export interface DriftIdentity extends Pick<Session<RegisteredVocabulary>, 'login' | 'logout'> {
  identity: IdentityState;
}

const UNKNOWN: IdentityState = { status: 'unknown' };

/**
 * Who Drift is told is here, with `login` and `logout`; renders again only when the identity changes.
 * On the server, and while hydrating, it is `unknown`. Throws when the provider's object is not a session.
 */
export function useDriftIdentity(): DriftIdentity {
  const drift = useDriftOf('useDriftIdentity()');
  if (!isSession(drift)) throw misuse('no_session', 'useDriftIdentity()');
  const identity = useSyncExternalStore(
    drift.subscribeIdentity,
    () => drift.identity,
    () => UNKNOWN,
  );
  return { identity, login: drift.login, logout: drift.logout };
}
