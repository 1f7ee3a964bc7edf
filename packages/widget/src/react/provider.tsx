import { useEffect, useInsertionEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Drift, DriftUser, Session, Vocabulary } from '../index';
import { DriftContext } from './context';
import { holdDrift } from './hold-drift';
import { isSameUser } from './is-same-user';
import { isSession } from './is-session';
import { misuse } from './misuse';
import type { RegisteredDrift } from './register';
import { watchLogins } from './watch-logins';

export type DriftProviderProps<V extends Vocabulary = Vocabulary> =
  | {
      drift: Session<V> & RegisteredDrift;
      /** What your app knows of who is here: someone, nobody (`null`), or not yet known (`undefined`). */
      user?: DriftUser<V> | null | undefined;
      children?: ReactNode;
    }
  | { drift: Drift<V> & RegisteredDrift; user?: never; children?: ReactNode };

/**
 * Gives the hooks their Drift, loads it after mount, and states the user whenever it changes by value.
 * Make the object once, outside React. Unmounting takes nothing down: a conversation outlives a route.
 * A session that comes in place of another (a hot reload made it anew) closes that one, since a page has one.
 *
 * Beside `user`, `login()` is for trying again: one of somebody else is reported as `bad_call`.
 *
 * What children call in their own effects comes before that, waits with the rest, and belongs to the first person decided.
 */
export function DriftProvider<V extends Vocabulary = Vocabulary>({
  drift,
  user,
  children,
}: DriftProviderProps<V>): ReactNode {
  const session = isSession(drift) ? drift : undefined;
  const stated = useRef<{ drift: Drift<V>; user?: DriftUser<V> | null }>({ drift });
  if (user !== undefined && !session) throw misuse('no_session', '<DriftProvider user={…}>');

  // The earliest effect of a commit: what children do with the new session must not meet the old one, still live.
  useInsertionEffect(() => holdDrift(drift), [drift]);

  useEffect(() => {
    if (stated.current.drift !== drift) stated.current = { drift };
    if (user === undefined || isSameUser(stated.current.user, user)) return;
    stated.current.user = user;
    session?.setUser(user);
  }, [drift, session, user]);

  useEffect(() => {
    drift.load();
    return session && watchLogins(session, () => stated.current.user);
  }, [drift, session]);

  return <DriftContext.Provider value={drift}>{children}</DriftContext.Provider>;
}
