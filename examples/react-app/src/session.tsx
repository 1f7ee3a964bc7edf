import { DriftProvider } from '@driftkit/widget/react';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { User } from '../shared/api-types';
import * as api from './api';
import { drift } from './drift';
import { useSessionEnd } from './use-session-end';

interface Session {
  /** `undefined` until the server has answered, `null` for a visitor. */
  user: User | null | undefined;
  /** Whose session has ended by itself, until somebody logs in. */
  ended: User | undefined;
  /** What went wrong with the session, for people. */
  problem: string | undefined;
  /** Rejects with a sentence for people when it did not work. */
  logIn(email: string, password: string): Promise<void>;
  /** Straight from one person to another; a failure becomes the `problem`. */
  switchTo(email: string, password: string): Promise<void>;
  logOut(): Promise<void>;
  /** Asks the server who is logged in by now. */
  check(): void;
}

interface Known {
  user: User | null | undefined;
  ended?: User | undefined;
}

const SessionContext = createContext<Session | null>(null);

/** The one place where the app's session and Drift's meet: whoever the app knows is whoever Drift is told. */
export function SessionProvider({ children }: { children: ReactNode }): ReactNode {
  const [{ user, ended }, setKnown] = useState<Known>({ user: undefined });
  const [problem, setProblem] = useState<string>();

  const check = useCallback(() => {
    api.getUser().then(
      (next) => setKnown((known) => learn(known, next)),
      (error: Error) => setProblem(error.message),
    );
  }, []);
  useEffect(check, [check]);
  useSessionEnd(check);

  const logIn = useCallback(async (email: string, password: string) => {
    setKnown({ user: await api.logIn(email, password) });
    setProblem(undefined);
  }, []);

  const switchTo = useCallback(
    (email: string, password: string) =>
      logIn(email, password).catch((error: Error) => setProblem(error.message)),
    [logIn],
  );

  const logOut = useCallback(async () => {
    // Drift first: it hides and forgets before it returns, whatever the network does to the server's half.
    void drift.logout();
    try {
      await api.logOut();
      setKnown({ user: null });
      setProblem(undefined);
    } catch (error) {
      setProblem(`You are still logged in: ${(error as Error).message}`);
      if (user) void drift.login(toDriftUser(user));
    }
  }, [user]);

  const session = useMemo(
    () => ({ user, ended, problem, logIn, switchTo, logOut, check }),
    [user, ended, problem, logIn, switchTo, logOut, check],
  );
  return (
    <SessionContext value={session}>
      <DriftProvider drift={drift} user={user && toDriftUser(user)}>
        {children}
      </DriftProvider>
    </SessionContext>
  );
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession works inside <SessionProvider> only.');
  return session;
}

/** Somebody was here, and the server knows nobody: their session has ended. */
function learn({ user, ended }: Known, next: User | null): Known {
  return { user: next, ended: next ? undefined : (user ?? ended) };
}

/** What Drift's agents get to see of a person. */
function toDriftUser({ id, email, name, company, plan }: User) {
  return { id, email, name, company, plan };
}
