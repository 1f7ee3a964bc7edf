/**
 * Shared parts of the React, Vue and Svelte adapters. An adapter keeps no state: what must outlive a component stands in the
 * registry of the page, by object, and this file alone reads it. A framework brings its props, its effects and its way to render again.
 */
import { DriftError } from './errors';
import type { Drift, DriftState, DriftUser, Session, Vocabulary } from './index';
import { development } from './messages';
import { pageRegistry } from './registry';
import type { Holding } from './registry';

/** One component's hold of the object. */
export interface Hold {
  /**
   * What the component says of who is here; call it with its props at every render, before the effects of its children.
   * Users that are equal field by field change nothing. `undefined`, or no `user` at all, takes back what a component has stated; where no
   * component has, the user is left to others (`login()`, another provider).
   */
  state(props: { user?: DriftUser | null | undefined }): void;
  /** Ends the hold. The object lives on: a conversation outlives a component. */
  release(): void;
}

/**
 * Holds the object for a component, from its mount until `release()`. A page has one session: one that nobody holds any more is closed when
 * another object is held (a hot reload made it anew), so call this before anything else is done with the object. Then call `drift.load()`.
 *
 * `where` names the component in reports, for example `<DriftProvider user={…}>`.
 */
export function holdDrift(drift: Drift, where: string): Hold {
  closeOthers(drift);
  const holding = holdingOf(drift);
  holding.count++;
  let known: DriftUser | null | undefined;
  const unwatch = development && isSession(drift) && watchLogins(drift, where, () => known);
  return {
    state(props) {
      const { user } = props;
      // Who does not have the prop leaves the user to others, unless they had one before.
      const isTakenBack = known !== undefined || ('user' in props && holding.isSpokenFor);
      if (user === undefined ? !isTakenBack : isSameUser(known, user)) return;
      known = user;
      holding.isSpokenFor = user !== undefined;
      if (isSession(drift)) drift.setUser(user);
    },
    release() {
      holding.count--;
      if (unwatch) unwatch();
    },
  };
}

/**
 * Tells Drift of client-side navigation; call it with the path at mount and after each change. Not for the path on which Drift boots: that
 * one it counts itself (devdocs: Contact properties, `drift.page`). Counted by object, so a call in each page, or in a layout, counts alike.
 */
export function countPath(drift: Drift, path: string): void {
  const holding = holdingOf(drift);
  const last = holding.path;
  holding.path = path;
  const { status } = drift.state;
  // Before that Drift has not read the address of the page, and there is nothing to correct.
  const isOnItsWay = status === 'loading' || status === 'ready' || status === 'resetting';
  if (last !== undefined && last !== path && isOnItsWay) drift.page(path);
}

/** The handler of a help button: opens the chat as soon as Drift is ready, and after a failure tries again. `failed` is told why there is none. */
export function openChat(drift: Drift, failed: (error: DriftError) => void): void {
  drift.load();
  drift.api.openChat();
  drift.ready.catch(failed);
}

export type Unavailable = Extract<DriftState, { status: 'failed' | 'disabled' }>;

/** The state, where there is no chat and something else is to be shown; to a visitor, switched off is unavailable too. */
export function unavailability(state: DriftState): Unavailable | undefined {
  return state.status === 'failed' || state.status === 'disabled' ? state : undefined;
}

export const whyUnavailable = (state: Unavailable): DriftError =>
  state.status === 'failed' ? state.error : new DriftError('disabled');

export function isSession(drift: Drift): drift is Session {
  return 'setUser' in drift;
}

declare const process: { env: { NODE_ENV?: string } };

const sentences = {
  no_provider: (where: string) =>
    `${where} was used outside <DriftProvider>. Wrap the part of your app that uses it: <DriftProvider drift={drift}>…</DriftProvider>. Make drift once, outside React, with createDrift or createSession.`,
  no_plugin: (where: string) =>
    `${where} was used outside setup(), or in an app without the plugin. Call app.use(createDriftPlugin({ drift })). Make drift once, in a module, with createDrift or createSession.`,
  no_set_drift: (where: string) =>
    `${where} was used where no parent component calls setDrift(drift). Call it in the script of the outermost component. Make drift once, in a module, with createDrift or createSession.`,
  no_session: (where: string) =>
    `${where} needs a session: pass an object made by createSession. An object made by createDrift does not handle logins.`,
  other_login: (id: string, where: string) =>
    `"${id}" was logged in, but ${where} names another user or nobody. Two parts of the app set the user, and the last call wins. Change the user of the provider, or remove that prop and use only login() and logout(). (login() with the same user as the provider is a retry.)`,
};

/** The error for a wrong use of an adapter: a whole message in development, a short name in production. */
export function misuse(word: keyof typeof sentences, value: string, where = ''): DriftError {
  const error = new DriftError('bad_call', [word, value]);
  if (process.env.NODE_ENV !== 'production') error.message = `[driftkit] ${sentences[word](value, where)}`;
  return error;
}

/** A copy of this package that knows of no components may have made the registry. */
const holdingsOfPage = (): Map<object, Holding> => (pageRegistry().holdings ??= new Map());

function holdingOf(drift: Drift): Holding {
  const holdings = holdingsOfPage();
  const known = holdings.get(drift) ?? { count: 0, isSpokenFor: false };
  holdings.set(drift, known);
  return known;
}

function closeOthers(drift: Drift): void {
  if (drift.state.status === 'disabled') return;
  const holdings = holdingsOfPage();
  for (const [other, { count }] of holdings) {
    if (other === drift || count > 0) continue;
    holdings.delete(other);
    (other as Partial<Session>).close?.();
  }
}

/**
 * Development says it, once for each login, when somebody else than the stated user is logged in: two parts of the app would take the chat from each
 * other. A `DriftError` that a listener throws is reported as it is.
 */
function watchLogins(
  session: Session,
  where: string,
  stated: () => DriftUser | null | undefined,
): () => void {
  let last: DriftUser | undefined;
  return session.subscribeIdentity((identity) => {
    const user = 'user' in identity ? identity.user : undefined;
    if (user === last) return;
    last = user;
    const known = stated();
    if (user && known !== undefined && user.id !== String(known?.id))
      throw misuse('other_login', user.id, where);
  });
}

/** The type of the object that an app's `Register` names; a plain `Drift` where it names none. */
export type DriftIn<R> = R extends { drift: infer D extends Drift } ? D : Drift;

/** The vocabulary of that object. */
export type VocabularyIn<R> =
  DriftIn<R> extends Session<infer V> ? V : DriftIn<R> extends Drift<infer V> ? V : Vocabulary;

type User = Readonly<Record<string, unknown>> | null | undefined;

/** Apps build the user anew on each render: what counts is what is in it. An attribute that is `undefined` is as good as none. */
function isSameUser(one: User, other: User): boolean {
  if (!one || !other) return one === other;
  return Object.keys({ ...one, ...other }).every((key) => Object.is(plain(one[key]), plain(other[key])));
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
