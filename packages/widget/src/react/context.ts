import { createContext, useContext } from 'react';
import { misuse } from '../adapter';
import type { Drift } from '../index';
import type { RegisteredDrift } from './register';

export const DriftContext: React.Context<Drift | null> = createContext<Drift | null>(null);

/**
 * The object of the nearest provider: the very one the app made, so its calls wait for ready by themselves.
 * A component that only calls it never renders again because of it. Its type is the one your app registered
 * (see `Register`), else a plain `Drift`: for `login` and `logout` there is also `useDriftIdentity`.
 */
export function useDrift(): RegisteredDrift {
  // The two differ once an app has registered its own.
  return useDriftOf('useDrift()') as RegisteredDrift;
}

/** The same for the other hooks, so that the error names what was really used. */
export function useDriftOf(name: string): Drift {
  const drift = useContext(DriftContext);
  if (drift) return drift;
  throw misuse('no_provider', name);
}
