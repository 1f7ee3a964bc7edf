import { useEffect, useInsertionEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Drift, DriftUser, Session, Vocabulary } from '../index';
import { DriftContext } from './context';
import { isSameUser } from './is-same-user';
import { isSession } from './is-session';
import { misuse } from './misuse';
import type { RegisteredDrift } from './register';
import { watchLogins } from './watch-logins';

export type DriftProviderProps<V extends Vocabulary = Vocabulary> =
  | {
      drift: Session<V> & RegisteredDrift;
      /**
       * What your app knows of who is here: someone, nobody (`null`), or not known (`undefined`): then nothing loads, and the chat of
       * somebody who was here is hidden. A session that has ended is `null`: `user={isPending ? undefined : (session?.user ?? null)}`.
       */
      user?: DriftUser<V> | null | undefined;
      children?: ReactNode;
    }
  | { drift: Drift<V> & RegisteredDrift; user?: never; children?: ReactNode };

/** Sessions whose user a provider has stated. It outlives the provider, because the session does. */
const spokenFor = new WeakSet<Drift>();

/**
 * Gives the hooks their Drift, loads it after mount, and states the user whenever it changes by value.
 * Make the object once, outside React. Unmounting takes nothing down: a conversation outlives a route.
 * A session that comes in place of another (a hot reload made it anew) closes that one, since a page has one.
 *
 * Beside `user`, `login()` is for trying again: one of somebody else is reported as `bad_call`.
 *
 * What children call in their own effects comes before that, waits with the rest, and belongs to the first person decided.
 */
export function DriftProvider<V extends Vocabulary = Vocabulary>(props: DriftProviderProps<V>): ReactNode {
  const { drift, user, children } = props;
  const isGiven = 'user' in props;
  const session = isSession(drift) ? drift : undefined;
  const stated = useRef<{ drift: Drift<V>; user?: DriftUser<V> | null | undefined }>({ drift });
  if (user !== undefined && !session) throw misuse('no_session', '<DriftProvider user={…}>');

  // The earliest effect of a commit: what children do with the new session must not meet the old one, still live.
  useInsertionEffect(() => drift.retain(), [drift]);

  useEffect(() => {
    if (stated.current.drift !== drift) stated.current = { drift };
    const { user: known } = stated.current;
    // A provider without the prop leaves the user to others; one that had a user, or follows one that had, takes its word back.
    const isNews =
      user === undefined
        ? known !== undefined || (isGiven && spokenFor.has(drift))
        : !isSameUser(known, user);
    if (!isNews) return;
    stated.current.user = user;
    spokenFor[user === undefined ? 'delete' : 'add'](drift);
    session?.setUser(user);
  }, [drift, session, user, isGiven]);

  useEffect(() => {
    drift.load();
    return session && watchLogins(session, () => stated.current.user);
  }, [drift, session]);

  return <DriftContext.Provider value={drift}>{children}</DriftContext.Provider>;
}
