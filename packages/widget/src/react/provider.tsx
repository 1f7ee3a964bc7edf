import { useEffect, useImperativeHandle, useInsertionEffect, useRef } from 'react';
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
 * What children call in their own effects waits with the rest. It belongs to the user who is stated in the same commit: that one is
 * stated first.
 */
export function DriftProvider<V extends Vocabulary = Vocabulary>(props: DriftProviderProps<V>): ReactNode {
  const { drift, user, children } = props;
  const isGiven = 'user' in props;
  if (user !== undefined && !isSession(drift)) throw misuse('no_session', '<DriftProvider user={…}>');

  // The earliest effect of a commit: what children do with the new session must not meet the old one, still live.
  useInsertionEffect(() => drift.retain(), [drift]);

  useEffect(() => drift.load(), [drift]);

  return (
    <DriftContext.Provider value={drift}>
      <UserStatement drift={drift} user={user} isGiven={isGiven} />
      {children}
    </DriftContext.Provider>
  );
}

interface Statement {
  drift: Drift;
  user?: DriftUser | null | undefined;
}

/**
 * States the user. It stands before the children, and its effect is the earliest that may tell subscribers: what children call in
 * their effects, because the user has changed, must not reach the user before.
 */
function UserStatement(props: Statement & { isGiven: boolean }): ReactNode {
  const { drift, user, isGiven } = props;
  const stated = useRef<Statement>({ drift });
  // A layout effect by another name: React 18 complains about those when a server renders them.
  useImperativeHandle(
    useRef<null>(null),
    () => {
      if (stated.current.drift !== drift) stated.current = { drift };
      const { user: known } = stated.current;
      // A provider without the prop leaves the user to others; one that had a user, or follows one that had, takes its word back.
      const isNews =
        user === undefined
          ? known !== undefined || (isGiven && spokenFor.has(drift))
          : !isSameUser(known, user);
      if (!isNews) return null;
      stated.current.user = user;
      spokenFor[user === undefined ? 'delete' : 'add'](drift);
      if (isSession(drift)) drift.setUser(user);
      return null;
    },
    [drift, user, isGiven],
  );
  useEffect(() => (isSession(drift) ? watchLogins(drift, () => stated.current.user) : undefined), [drift]);
  return null;
}
