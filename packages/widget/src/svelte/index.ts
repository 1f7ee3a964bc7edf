import { getContext, onDestroy, onMount, setContext, untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import { toStore } from 'svelte/store';
import { countPath, holdDrift, isSession, misuse, openChat } from '../adapter';
import type { Drift, DriftError, DriftEventName, DriftListener, DriftState } from '../index';
import type { DriftIdentity, Following, ReadUser, RegisteredDrift, SetDrift } from './types';

export type { DriftIdentity, Following, ReadUser, Register, RegisteredDrift } from './types';

const PROVIDER = 'setDrift(drift, () => user)';
const KEY = Symbol.for('@driftkit/widget/svelte');

/**
 * Say it once, in the script of the outermost component: `setDrift(drift, () => data.user)`. Drift is loaded when that is mounted, the user
 * is stated whenever it changes by value, before the `$effect`s of that change, and the components inside get their Drift. On a server
 * it only does the last. Make the object once, in a module. Destroying the component takes nothing down. Beside a user, development
 * reports a `login()` of anybody else (`bad_call`).
 */
export const setDrift: SetDrift = (drift: Drift, user?: ReadUser) => {
  if (user && !isSession(drift)) throw misuse('no_session', PROVIDER);
  setContext(KEY, drift);
  if (typeof window === 'undefined') return;
  const hold = holdDrift(drift, PROVIDER);
  const leave = user && follow(() => ({ user: copy(user()) }), hold.state);
  onMount(() => drift.load());
  onDestroy(() => {
    leave?.();
    hold.release();
  });
};

/** The very object the app made, with the type of `Register`; its calls wait for ready by themselves. */
export const getDrift = (): RegisteredDrift => driftOf('getDrift()') as RegisteredDrift;

/** Where Drift is on this page: `const chat = useDriftState()`, then `chat.current.status`. */
export function useDriftState(): Following<DriftState> {
  const drift = driftOf('useDriftState()');
  const subscribe = createSubscriber(drift.subscribe);
  return {
    get current() {
      subscribe();
      return drift.state;
    },
  };
}

/** The user as Drift knows them, in `current`, with `login` and `logout`. Throws when the object of `setDrift` is not a session. */
export function useDriftIdentity(): DriftIdentity {
  const drift = driftOf('useDriftIdentity()');
  if (!isSession(drift)) throw misuse('no_session', 'useDriftIdentity()');
  const subscribe = createSubscriber(drift.subscribeIdentity);
  return {
    get current() {
      subscribe();
      return drift.identity;
    },
    login: drift.login,
    logout: drift.logout,
  };
}

/** Listens while the component is mounted. In an `$effect` say `getDrift().on(event, listener)` itself: it returns the way to stop. */
export function useDriftEvent<K extends DriftEventName>(event: K, listener: DriftListener<K>): void {
  const drift = driftOf('useDriftEvent()');
  onMount(() => drift.on(event, listener));
}

/** Tells Drift of client-side navigation: `useDriftPage(() => page.url.pathname)`. Not of the path on which Drift boots. */
export function useDriftPage(path: () => string): void {
  const drift = driftOf('useDriftPage()');
  onMount(() => follow(path, (now) => countPath(drift, now)));
}

/** The handler of a help button: opens the chat. Where none comes of it, `fallback` is told why, unless the component is gone. */
export function useOpenChat(fallback: (error: DriftError) => void): () => void {
  const drift = driftOf('useOpenChat()');
  let isGone = false;
  onDestroy(() => (isGone = true));
  return () => openChat(drift, (error) => isGone || fallback(error));
}

function driftOf(caller: string): Drift {
  const drift = getContext<Drift | undefined>(KEY);
  if (drift) return drift;
  throw misuse('no_set_drift', caller);
}

/** Runs `act` now, and before the effects of every change of what `read` reads. What `act` itself reads counts for nothing. */
function follow<T>(read: () => T, act: (value: T) => void): () => void {
  return toStore(read).subscribe((value) => untrack(() => act(value)));
}

/** All fields, so that one that changes in a `$state` is seen. */
const copy = <T extends object | null | undefined>(user: T): T => user && { ...user };
