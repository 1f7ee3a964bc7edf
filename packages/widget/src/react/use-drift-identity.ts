import { useSyncExternalStore } from 'react';
import type { IdentityState, Session } from '../index';
import { useDriftOf } from './context';

export interface DriftIdentity extends Pick<Session, 'login' | 'logout'> {
  identity: IdentityState;
}

const UNKNOWN: IdentityState = { status: 'unknown' };

/** Who Drift is told is here, with `login` and `logout`. On the server, and while hydrating, it is `unknown`. */
export function useDriftIdentity(): DriftIdentity {
  const drift = useDriftOf('useDriftIdentity');
  if (!('identity' in drift))
    throw new Error(
      '[driftkit] useDriftIdentity() needs a session: give <DriftProvider> the object of createSession, not of createDrift.',
    );
  const identity = useSyncExternalStore(
    drift.subscribeIdentity,
    () => drift.identity,
    () => UNKNOWN,
  );
  return { identity, login: drift.login, logout: drift.logout };
}
