import type { Drift } from '../drift';
import { DriftError } from '../errors';
import { createObservable } from '../observable';
import { readOptions } from '../options';
import type { DriftOptions } from '../options';
import { otherOwner } from '../page/calls';
import { createEngine } from '../page/create';
import { after } from '../page/engine';
import { closeEngine, hear as hearPage, load, unload } from '../page/life';
import type { PageFact } from '../page/record';
import { because } from '../messages';
import { pageRegistry } from '../registry';
import { createSurface } from '../surface';
import { createTabs } from '../tabs';
import type { GivenUser } from '../user';
import type { GivenAttributes, IdentifyOptions, Vocabulary } from '../vendor';
import { admittedPerson } from './derive';
import type { IdentityState, LoginOutcome, LogoutOutcome } from './derive';
import type { Fact } from './fold';
import { act } from './loop';
import { heardTab, watchBrowser } from './tabs-and-browser';
import { dropFlight } from './token-flight';
import type { GetUserJwt } from './user-jwt';
import { setNobody, login, logout } from './login-logout';
import type { SessionRules, World } from './world';

export interface SessionOptions extends DriftOptions {
  /** Fetches the signed token of a person from your server. With it there is never an unsigned `identify`. */
  getUserJwt?: GetUserJwt;
  /** Milliseconds for the token, all tries together. Default 10000. */
  tokenTimeout?: number;
  /** What the visitor gets when there is no token: an anonymous chat (default), or none. */
  whenTokenFails?: 'anonymous' | 'unavailable';
  /** `live` (default): identify and reset on the running Drift, as its guide has it. `reload`: every change takes Drift down and loads it afresh. */
  identityChange?: 'live' | 'reload';
  /** Milliseconds until an unsettled reset becomes unload, forget and load. Default 5000. */
  resetTimeout?: number;
  /** Milliseconds that the app may leave it at `undefined` after a person: then Drift is unloaded, and reported as `undecided`. Default 10000. */
  undecidedTimeout?: number;
}

/** A `Drift` that knows who is logged in, and keeps this browser's association with the right contact. */
export interface Session<V extends Vocabulary = Vocabulary> extends Drift<V> {
  readonly identity: IdentityState;
  /** Calls the listener after every change of `identity`; returns the way to stop. */
  subscribeIdentity(listener: (identity: IdentityState) => void): () => void;
  /**
   * What your app knows: someone, nobody (`null`), or not known (`undefined`). An equal user changes nothing.
   *
   * Before the first decision, `undefined` keeps the script waiting. After a person it hides the chat at once and holds the calls
   * for that person, until the app states somebody again; after `undecidedTimeout` Drift is unloaded. After `null` it changes nothing.
   */
  setUser<U>(user: GivenUser<V, U> | null | undefined): void;
  /** Makes this browser the person's. Never rejects; waits while `load()` was not called. An equal user is a retry. */
  login<U>(user: GivenUser<V, U>): Promise<LoginOutcome>;
  /** Lets the person go. The chat is hidden and the cookies are forgotten before this returns; the promise tells when Drift has settled. */
  logout(): Promise<LogoutOutcome>;
  /** A login with the token in hand. */
  identify<A>(userId: string, attributes?: GivenAttributes<V, A>, options?: IdentifyOptions): void;
  /** A logout. */
  reset(): void;
  /** Stops listening; nothing more is done to the page, and promises that wait settle as `superseded`. */
  close(): void;
}

/**
 * Creates the one object to talk to Drift with on a site where people log in and out. Touches nothing until `load()`.
 *
 * @throws TypeError when an option is wrong.
 * @example
 * const drift = createSession({ embedId: 'abcdefgh1234', getUserJwt: fetchUserJwt('/api/drift-identity') })
 * drift.load()
 * drift.setUser({ id: 'user_1', email: 'jane@acme.com' })
 */
export function createSession<V extends Vocabulary = Vocabulary>(options: SessionOptions): Session<V> {
  const world = createWorld(
    readOptions('createSession', options, {
      tokenTimeout: 10_000,
      undecidedTimeout: 10_000,
      whenTokenFails: 'anonymous' as const,
      identityChange: 'live' as const,
    }),
  );
  const { identity } = world;
  const session = Object.assign(createSurface<V>(world), {
    subscribeIdentity: (listener: (identity: IdentityState) => void) => identity.subscribe(listener),
    load: () => loadSession(world),
    unload: () => unload(world),
    setUser(user: object | null | undefined) {
      if (user === null) void logout(world);
      else if (user !== undefined) void login(world, 'setUser', user);
      else if (world.isActive) act(world, { type: 'unstated' });
    },
    login: (user: object) => login(world, 'login', user),
    logout: () => logout(world),
    identify(id: string, attributes?: object, given?: IdentifyOptions) {
      void login(world, 'identify', attributes ?? {}, { id }, given?.userJwt);
    },
    reset: () => void logout(world),
    close: () => close(world),
  });
  type Whole = typeof session & { readonly identity: IdentityState };
  return Object.defineProperty(session, 'identity', { get: identity.get, enumerable: true }) as Whole;
}

function createWorld(options: SessionRules): World {
  const engine = createEngine(options, {
    heard: (fact: Fact) => hear(world, fact),
    person: () => world.wanted.person,
    admits: (person: unknown) => admittedPerson(world) === person,
    release: () => setNobody(world),
    disown: () => void setNobody(world),
  });
  const world: World = Object.assign(engine, {
    tabs: createTabs(options.embedId, (fact) => heardTab(world, fact)),
    identity: createObservable<IdentityState>({ status: 'unknown' }, 'the identity', engine.report),
    wanted: { is: 'unsaid', person: 1 } as const,
    isRequested: false,
    strikes: 0,
    promised: [],
    isActing: false,
    depth: 0,
  });
  return world;
}

function hear(world: World, fact: Fact): void {
  if (fact.type !== 'loadCalled') hearPage(world, fact as PageFact, () => act(world, fact));
  else if (world.page.phase === 'down') loadSession(world);
}

function loadSession(world: World): void {
  if (!world.isActive || !claim(world)) return;
  // Said from within the report of a failure, it waits for a task: the page must get a turn between one failure and the next.
  if (world.depth > 0 && world.state.get().status === 'failed') after(world, 0, () => loadSession(world));
  else load(world);
}

/** Claims the page for this session. Returns false, with state `failed`, when the page already has a session. */
function claim(world: World): boolean {
  if (world.isClosed) return false;
  const registry = pageRegistry();
  registry.session ??= world;
  if (otherOwner(world)) {
    world.heard({ type: 'failed', error: new DriftError('conflict', [because('other_session')]) });
    return false;
  }
  world.tabs.open();
  world.unwatch ??= watchBrowser(world);
  return true;
}

function close(world: World): void {
  world.conditions.stop();
  if (world.isClosed) return;
  world.isClosed = true; // whatever the app answers to the endings below is for its next session to do
  if (world.isActive) {
    world.tabs.close();
    world.unwatch?.();
    dropFlight(world);
    clearTimeout(world.silenceTimer);
    clearTimeout(world.logoutTimer);
    world.cover.stop();
    const registry = pageRegistry();
    registry.told.delete(world);
    if (registry.session === world) registry.session = undefined;
  }
  closeEngine(world);
  for (const { resolve } of world.promised.splice(0)) resolve({ status: 'superseded' });
}
