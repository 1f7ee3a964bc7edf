import { useEffect, useImperativeHandle, useInsertionEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { holdDrift, isSession, misuse } from '../adapter';
import type { Hold } from '../adapter';
import type { Drift, DriftUser, GivenUser, Session, Vocabulary } from '../index';
import { DriftContext } from './context';
import type { RegisteredDrift } from './register';

const WHERE = '<DriftProvider user={…}>';

export type DriftProviderProps<V extends Vocabulary = Vocabulary, U = DriftUser<V>> =
  | {
      drift: Session<V> & RegisteredDrift;
      /**
       * What your app knows of who is here: someone, nobody (`null`), or not known (`undefined`): then nothing loads, and the chat of
       * somebody who was here is hidden. A session that has ended is `null`: `user={isPending ? undefined : (session?.user ?? null)}`.
       */
      user?: GivenUser<V, U> | null | undefined;
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
 * What children call in their own effects waits with the rest. It belongs to the user who is stated in the same commit: that one is
 * stated first.
 */
export function DriftProvider<V extends Vocabulary = Vocabulary, U = DriftUser<V>>(
  props: DriftProviderProps<V, U>,
): ReactNode {
  const { drift, user, children } = props;
  if (user !== undefined && !isSession(drift)) throw misuse('no_session', WHERE);
  const hold = useRef<Hold>(null);

  // The earliest effect of a commit: what children do with the new session must not meet the old one, still live.
  useInsertionEffect(() => {
    const own = holdDrift(drift, WHERE);
    hold.current = own;
    return () => own.release();
  }, [drift]);

  useEffect(() => drift.load(), [drift]);

  return (
    <DriftContext.Provider value={drift}>
      <UserStatement hold={hold} said={props as Statement['said']} />
      {children}
    </DriftContext.Provider>
  );
}

interface Statement {
  hold: RefObject<Hold | null>;
  said: Parameters<Hold['state']>[0];
}

/**
 * States the user. It stands before the children, and its effect is the earliest that may tell subscribers: what children call in
 * their effects, because the user has changed, must not reach the user before.
 */
function UserStatement({ hold, said }: Statement): ReactNode {
  // A layout effect by another name: React 18 complains about those when a server renders them.
  useImperativeHandle(useRef<null>(null), () => {
    hold.current?.state(said);
    return null;
  });
  return null;
}
