import { effectScope, getCurrentInstance, hasInjectionContext, inject, onActivated, onMounted } from 'vue';
import { onScopeDispose, shallowReadonly, shallowRef, toValue, watch } from 'vue';
import type { InjectionKey, MaybeRefOrGetter, Plugin, ShallowRef } from 'vue';
import { countPath, holdDrift, isSession, misuse, openChat } from '../adapter';
import type { Drift, DriftError, DriftEventName, DriftListener, DriftState, Vocabulary } from '../index';
import type { DriftUser, IdentityState } from '../index';
import type { DriftIdentity, DriftPluginOptions, RegisteredDrift } from './types';

export type { DriftIdentity, DriftPluginOptions, Register, RegisteredDrift } from './types';

const PLUGIN = 'createDriftPlugin({ drift, user })';
const KEY: InjectionKey<Drift> = Symbol.for('@driftkit/widget/vue');
const isServer = (): boolean => typeof window === 'undefined';

/**
 * `app.use(createDriftPlugin({ drift, user }))` loads Drift, states the user whenever a ref or getter changes by value, before any
 * component renders again, and gives the composables their Drift. On a server it only does the last. Make the object once, in a module.
 * Unmounting the app takes nothing down. Beside `user`, development reports a `login()` of anybody else (`bad_call`).
 */
export function createDriftPlugin<V extends Vocabulary, U = DriftUser<V>>({
  drift,
  user,
}: DriftPluginOptions<V, U>): Plugin<[]> {
  if (user !== undefined && !isSession(drift)) throw misuse('no_session', PLUGIN);
  return (app) => {
    app.provide(KEY, drift);
    if (isServer()) return;
    const hold = holdDrift(drift, PLUGIN);
    // A copy, so that a field of a reactive user that changes is seen; whole, since all changes of one tick are one change.
    const said = (): { user: DriftUser | null | undefined } => {
      const now = app.runWithContext(() => toValue(user));
      return { user: now && { ...now } };
    };
    const scope = effectScope(true);
    if (user !== undefined) scope.run(() => watch(said, hold.state, { immediate: true }));
    drift.load();
    app.onUnmount(() => {
      scope.stop();
      hold.release();
    });
  };
}

/** The very object the app made, with the type of `Register`; its calls wait for ready by themselves. */
export const useDrift = (): RegisteredDrift => driftOf('useDrift()') as RegisteredDrift;

/** Where Drift is on this page. On the server, and until the component is mounted, it is `idle`. */
export function useDriftState(): Readonly<ShallowRef<DriftState>> {
  const drift = driftOf('useDriftState()');
  return follow<DriftState>({ status: 'idle' }, () => drift.state, drift.subscribe);
}

/** The user as Drift knows them, with `login` and `logout`. Throws when the object of the plugin is not a session. */
export function useDriftIdentity(): DriftIdentity {
  const drift = driftOf('useDriftIdentity()');
  if (!isSession(drift)) throw misuse('no_session', 'useDriftIdentity()');
  const { login, logout, subscribeIdentity } = drift;
  const identity = follow<IdentityState>({ status: 'unknown' }, () => drift.identity, subscribeIdentity);
  return { identity, login, logout };
}

/** Listens from mounting until the component or scope is gone; inside `<KeepAlive>` also while it is not shown. */
export function useDriftEvent<K extends DriftEventName>(event: K, listener: DriftListener<K>): void {
  const drift = driftOf('useDriftEvent()');
  whileMounted(() => drift.on(event, listener));
}

/** Tells Drift of client-side navigation: `useDriftPage(() => route.path)`. Not of the path on which Drift boots. */
export function useDriftPage(path: MaybeRefOrGetter<string>): void {
  const drift = driftOf('useDriftPage()');
  const count = (): void => countPath(drift, toValue(path));
  whileMounted(() => watch(() => toValue(path), count, { immediate: true, flush: 'post' }));
  if (getCurrentInstance()) onActivated(count);
}

/** The handler of a help button: opens the chat. Where none comes of it, `fallback` is told why, unless the component is gone. */
export function useOpenChat(fallback: (error: DriftError) => void): () => void {
  const drift = driftOf('useOpenChat()');
  let isGone = false;
  onScopeDispose(() => (isGone = true), true);
  return () => openChat(drift, (error) => isGone || fallback(error));
}

function driftOf(caller: string): Drift {
  const drift = hasInjectionContext() && inject(KEY, undefined);
  if (drift) return drift;
  throw misuse('no_plugin', caller);
}

function follow<T>(initial: T, get: () => T, subscribe: (listener: () => void) => () => void) {
  const value = shallowRef(initial);
  const update = (): void => void (value.value = get());
  whileMounted(() => (update(), subscribe(update)));
  return shallowReadonly(value);
}

/** From mounting, which a server never does, to the end of the component or scope; a scope outside of components begins at once. */
function whileMounted(begin: () => () => void): void {
  let end: (() => void) | undefined;
  let isGone = isServer();
  onScopeDispose(() => ((isGone = true), end?.()), true);
  const start = (): void => void (isGone || (end = begin()));
  if (getCurrentInstance()) onMounted(start);
  else start();
}
