import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Drift, DriftUser, Session, Vocabulary } from '../index';
import { DriftContext } from './context';

export type DriftProviderProps<V extends Vocabulary = Vocabulary> =
  | {
      drift: Session<V>;
      /** What your app knows of who is here: someone, nobody (`null`), or not yet known (`undefined`). */
      user?: DriftUser<V> | null | undefined;
      children?: ReactNode;
    }
  | { drift: Drift<V>; user?: never; children?: ReactNode };

/**
 * Gives the hooks their Drift, loads it after mount, and states the user whenever it changes by value.
 * Make the object once, outside React. Unmounting takes nothing down: a conversation outlives a route.
 */
export function DriftProvider<V extends Vocabulary = Vocabulary>({
  drift,
  user,
  children,
}: DriftProviderProps<V>): ReactNode {
  const stated = useRef<{ drift: Drift<V>; user: DriftUser<V> | null | undefined }>(undefined);

  useEffect(() => {
    const isStated = stated.current?.drift === drift && isEqual(stated.current.user, user);
    if (user === undefined || isStated || !isSession(drift)) return;
    stated.current = { drift, user };
    drift.setUser(user);
  }, [drift, user]);

  useEffect(() => drift.load(), [drift]);

  return <DriftContext.Provider value={drift}>{children}</DriftContext.Provider>;
}

function isSession<V extends Vocabulary>(drift: Drift<V>): drift is Session<V> {
  return 'setUser' in drift;
}

/** Apps build the user anew on each render: what counts is what is in it. */
function isEqual(one: object | null | undefined, other: object | null | undefined): boolean {
  if (!one || !other) return one === other;
  const [ones, others] = [Object.entries(one), new Map<string, unknown>(Object.entries(other))];
  return (
    ones.length === others.size &&
    ones.every(([key, value]) => Object.is(plain(value), plain(others.get(key))))
  );
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
