import { DriftProvider } from '@driftkit/widget/react';
import { createContext, useCallback, useContext, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { User } from '../shared/api-types';
import * as api from './api';
import { drift } from './drift';
import { useKnownUser } from './use-known-user';
import type { KnownUser } from './use-known-user';

interface Session extends Pick<KnownUser, 'user' | 'ended' | 'problem' | 'check'> {
  /** Rejects with a sentence for people when it did not work. */
  logIn(email: string, password: string): Promise<void>;
  /** Straight from one person to another; a failure becomes the `problem`. */
  switchTo(email: string, password: string): Promise<void>;
  logOut(): Promise<void>;
  /** By the link of a mail. Rejects with a sentence for people. */
  openAccount(welcome: api.Welcome): Promise<void>;
  choosePlan(plan: User['plan']): Promise<void>;
  /** Erases the account, and this browser's chat with it. Rejects with a sentence for people. */
  deleteAccount(password: string): Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

/** The one place where the app's session and Drift's meet: whoever the app knows is whoever Drift is told. */
export function SessionProvider({ children }: { children: ReactNode }): ReactNode {
  const { user, ended, problem, setProblem, check, change } = useKnownUser();

  const logIn = useCallback(
    async (email: string, password: string) => change(await api.logIn(email, password)),
    [change],
  );

  const switchTo = useCallback(
    (email: string, password: string) =>
      logIn(email, password).catch((error: Error) => setProblem(error.message)),
    [logIn, setProblem],
  );

  const logOut = useCallback(async () => {
    // Drift first: it hides and forgets before it returns, whatever the network does to the server's half.
    void drift.logout();
    try {
      await api.logOut();
      change(null);
    } catch (error) {
      setProblem(`You are still logged in: ${(error as Error).message}`);
      if (user) void drift.login(toDriftUser(user));
    }
  }, [user, change, setProblem]);

  const account = useMemo(
    () => ({
      openAccount: async (welcome: api.Welcome) => change(await api.openAccount(welcome)),
      choosePlan: (plan: User['plan']) =>
        api.choosePlan(plan).then(change, (error: Error) => setProblem(error.message)),
      async deleteAccount(password: string) {
        await api.deleteAccount(password);
        void drift.logout();
        change(null);
      },
    }),
    [change, setProblem],
  );

  const session = useMemo(
    () => ({ user, ended, problem, logIn, switchTo, logOut, check, ...account }),
    [user, ended, problem, logIn, switchTo, logOut, check, account],
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

/** What Drift's agents get to see of a person. */
function toDriftUser({ id, email, name, company, plan }: User) {
  return { id, email, name, company, plan };
}
