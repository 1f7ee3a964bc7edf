import { createConditions } from '../conditions';
import type { Drift } from '../drift';
import { DriftError } from '../errors';
import { isCount, isFunction, isOneOf, readOptions } from '../options';
import type { DriftOptions, OptionChecks } from '../options';
import { because } from '../reasons';
import { othersBeside, pageRegistry } from '../registry';
import { createSurface } from '../surface';
import type { IdentifyOptions, UserAttributes, Vocabulary } from '../vendor';
import type { IdentityState } from './identity';
import { createMachine } from './machine';
import type { LoginOutcome, LogoutOutcome } from './outcomes';
import type { Token } from './states';
import { readUser } from './user';
import type { Contact, DriftUser } from './user';
import { checkUserJwt } from './user-jwt';
import type { GetUserJwt } from './user-jwt';

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

const CHECKS: OptionChecks = {
  getUserJwt: isFunction,
  tokenTimeout: isCount,
  undecidedTimeout: isCount,
  whenTokenFails: isOneOf('anonymous', 'unavailable'),
  identityChange: isOneOf('live', 'reload'),
};

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
  setUser(user: DriftUser<V> | null | undefined): void;
  /** Makes this browser the person's. Never rejects; waits while `load()` was not called. An equal user is a retry. */
  login(user: DriftUser<V>): Promise<LoginOutcome>;
  /** Lets the person go. The chat is hidden and the cookies are forgotten before this returns; the promise tells when Drift has settled. */
  logout(): Promise<LogoutOutcome>;
  /** A login with the token in hand. */
  identify(userId: string, attributes?: UserAttributes<V>, options?: IdentifyOptions): void;
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
  const read = readOptions('createSession', options, CHECKS);
  const {
    getUserJwt,
    tokenTimeout = 10_000,
    undecidedTimeout = 10_000,
    whenTokenFails = 'anonymous',
    identityChange = 'live',
  } = options;
  const machine = createMachine({
    read,
    getUserJwt,
    tokenTimeout,
    undecidedTimeout,
    whenTokenFails,
    identityChange,
  });
  const { core, identity, outcomes, dispatch } = machine;
  const conditions = createConditions(read.when, core.report, (missing) => machine.wait(missing));
  const inert = (): DriftError => new DriftError(typeof document === 'undefined' ? 'server' : 'disabled');

  const beside = (): DriftError => new DriftError('conflict', [because('other_session')]);

  /** A token in hand is checked like a fetched one; without `getUserJwt` the team has decided for unsigned identities. */
  function tokenOf(contact: Contact, userJwt: string | undefined): Token {
    if (userJwt !== undefined)
      return { is: 'here', userJwt, until: checkUserJwt(userJwt, contact.id, Date.now()) };
    return getUserJwt ? { is: 'none' } : { is: 'here', userJwt: undefined, until: Infinity };
  }

  function login(
    caller: string,
    user: object,
    given?: { id: string },
    userJwt?: string,
  ): Promise<LoginOutcome> {
    const failed = (error: DriftError): Promise<LoginOutcome> => Promise.resolve({ status: 'failed', error });
    if (!core.active) return failed(inert());
    if (core.isOthers(caller)) return failed(beside());
    const read = readUser(caller, user as DriftUser, core.rules, given);
    if (read instanceof DriftError) return failed(read);
    try {
      const token = tokenOf(read, userJwt);
      return new Promise((resolve) =>
        dispatch({ type: 'stated', contact: read, token }, (person) => resolve(outcomes.login(person))),
      );
    } catch (error) {
      core.report(error as DriftError); // token_invalid, from the check of the token in hand
      return failed(error as DriftError);
    }
  }

  function logout(): Promise<LogoutOutcome> {
    if (!core.active) return Promise.resolve({ status: 'failed', error: inert() });
    const { session: owner } = pageRegistry();
    const outcome = machine.logout();
    if (owner && owner !== core) return owner.release() as Promise<LogoutOutcome>;
    const [user, ...others] = othersBeside(core);
    for (const other of others) other.disown();
    if (owner) user?.disown();
    else void user?.release();
    return outcome;
  }

  const own = {
    subscribeIdentity: (listener: (identity: IdentityState) => void) => identity.subscribe(listener),
    load() {
      if (!core.active || !machine.claim()) return;
      // Said from within the report of a failure, it waits for a task: the page must get a turn between one failure and the next.
      if (machine.isRunning() && core.state.get().status === 'failed') return void setTimeout(own.load);
      if (core.isDown()) core.readiness.renew();
      if (!conditions.begin() && !conditions.missing()) dispatch({ type: 'load' });
    },
    unload() {
      if (!core.active || core.isOthers('unload')) return;
      conditions.stop();
      machine.unload();
    },
    setUser(user: DriftUser<V> | null | undefined) {
      if (user === null) void logout();
      else if (user !== undefined) void login('setUser', user);
      else if (core.active) machine.dispatch({ type: 'unstated' });
    },
    login: (user: DriftUser<V>) => login('login', user),
    logout,
    identify(id: string, attributes?: UserAttributes<V>, options?: IdentifyOptions) {
      void login('identify', attributes ?? {}, { id }, options?.userJwt);
    },
    reset: () => void logout(),
    close() {
      conditions.stop();
      machine.close();
    },
  };
  const session = Object.assign(createSurface<V>(core), own);
  return Object.defineProperty(session, 'identity', { get: identity.get, enumerable: true }) as Session<V>;
}
