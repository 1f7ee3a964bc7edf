import { createContext, useContext } from 'react';
import type { Drift, Session } from '../index';

export const DriftContext: React.Context<Drift | Session | null> = createContext<Drift | Session | null>(
  null,
);

/**
 * The `Drift` or `Session` of the nearest provider: the very object the app made, so its calls wait for ready by themselves.
 * Say `useDrift<Session>()` where the provider was given a session.
 */
export function useDrift<T extends Drift = Session>(): T {
  return useDriftOf('useDrift') as Drift as T;
}

/** The same for the other hooks, so that the error names the hook that was really called. */
export function useDriftOf(hook: string): Drift | Session {
  const drift = useContext(DriftContext);
  if (drift) return drift;
  throw new Error(
    `[driftkit] ${hook}() was called outside <DriftProvider>. Wrap the part of your app that uses it: <DriftProvider drift={drift}>…</DriftProvider>, with the object of createDrift or createSession made once, outside React.`,
  );
}
