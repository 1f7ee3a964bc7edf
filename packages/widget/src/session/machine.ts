/** Drives the machine: folds events in, does the steps that follow, and makes the public state say what it has come to. */
import { evidenceOf, hasEvidence, hasIdCookie } from '../association';
import type { Trigger } from '../triggers/trigger';
import { createCore } from '../core';
import type { Core } from '../core';
import { DriftError } from '../errors';
import { development } from '../messages';
import { createObservable } from '../observable';
import type { Observable } from '../observable';
import type { ReadOptions } from '../options';
import { because } from '../reasons';
import { pageRegistry } from '../registry';
import { canUnload, isLive, vendorDrift } from '../snippet';
import { createTabs } from '../tabs';
import { contradicts } from './doubt';
import { createEffects } from './effects';
import { identityOf } from './identity';
import type { IdentityState } from './identity';
import { createOutcomes } from './outcomes';
import type { LogoutOutcome, Outcomes } from './outcomes';
import { createTokenFlight } from './token-flight';
import { watchPage } from './page-life';
import { hashIn } from './person-fact';
import type { PersonFact } from './person-fact';
import { claimant, initial, isCovered, isFor, personOf } from './states';
import type { Person, SessionEvent } from './states';
import { step } from './step';
import type { Rules } from './step';
import { transition } from './transition';
import type { Contact } from './user';
import type { GetUserJwt } from './user-jwt';

export interface MachineOptions extends Rules {
  read: ReadOptions;
  getUserJwt: GetUserJwt | undefined;
  tokenTimeout: number;
  undecidedTimeout: number;
}

export interface Machine {
  readonly core: Core;
  readonly identity: Observable<IdentityState>;
  readonly outcomes: Outcomes;
  /**
   * Folds the event in, with all that follows, before it returns; said from within, its turn comes before the outer call returns.
   * `then` comes between the two: whoever is told by it and answers is answered after.
   */
  dispatch(event: SessionEvent, then?: (person: Person) => void): void;
  logout(): Promise<LogoutOutcome>;
  /** Whether an event is being folded in, and somebody is told of what came of it. */
  isRunning(): boolean;
  /** Makes this the one session of the page; false (and `failed`) when there is another. */
  claim(): boolean;
  /** What a trigger still waits for; undefined loads. A yes that is taken back takes Drift down and forgets. */
  wait(missing: Trigger['waitsFor'] | undefined): void;
  unload(): void;
  close(): void;
}

/** Milliseconds for the server to end a session: an app tells Drift first, and a token asked for at once would confirm who has just left. */
const LOGOUT_TAKES = 1000;

export function createMachine(options: MachineOptions): Machine {
  const { read, getUserJwt, tokenTimeout, undecidedTimeout, ...rules } = options;
  const outcomes = createOutcomes();
  let isNew = false;
  let state = initial;
  let phase: 'resting' | 'running' | 'closed' = 'resting';
  let missing: Trigger['waitsFor'] | undefined;
  let asking: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const core = createCore(read, {
    person: () => state.wanted.person,
    admits: (person) =>
      state.wanted.is !== 'undecided' && state.page.is === 'live' && personOf(state.page) === person,
    leftover() {
      const { wanted } = state;
      const isSigned =
        wanted.is === 'user' && wanted.token.is === 'here' && wanted.token.userJwt !== undefined;
      return getUserJwt === undefined && !isSigned && hasIdCookie();
    },
    ready() {
      const { page } = state;
      // Another tab may have identified somebody while this Drift booted as nobody's.
      if (page.is === 'booting' && page.holder.who === 'nobody' && hasEvidence())
        dispatch({ type: 'holds', holder: { who: 'stranger' } });
      const isSettled = state.page.is !== 'resetting' || effects.isFreed();
      dispatch({ type: isSettled ? 'ready' : 'unsettled' });
    },
    failed: fail,
    abandoned: () => dispatch({ type: 'down', trust: 'stranger' }),
    stray(stays) {
      if (stays && state.page.is === 'down') dispatch({ type: 'down', trust: 'other' });
      if (missing === 'consent') effects.forgetAll();
    },
    unsettled: () => dispatch({ type: 'unsettled' }),
    release: logout,
    disown: () => undefined,
  });
  const identity = createObservable<IdentityState>({ status: 'unknown' }, 'the identity', core.report);
  const effects = createEffects({
    core,
    embedId: read.embedId,
    cookieDomain: read.config?.cookieDomain,
    resetTimeout: read.resetTimeout,
    state: () => state,
    dispatch,
    fail,
    // A withdrawal says so itself, and says nothing of who is logged in.
    tell: (hash) => missing !== 'consent' && tabs.tell({ type: 'person', hash } satisfies PersonFact),
  });
  const tabs = createTabs(read.embedId, (fact) => {
    const hash = hashIn(fact);
    if (hash === undefined) return;
    told(hash);
  });
  const life = watchPage({ online: () => dispatch({ type: 'online' }), visible: confirm, restored });
  const flight =
    getUserJwt && createTokenFlight({ getUserJwt, timeout: tokenTimeout, report: core.report, dispatch });

  function dispatch(event: SessionEvent, then?: (person: Person) => void): void {
    if (phase === 'closed') return then?.(state.wanted.person);
    const isOuter = phase === 'resting';
    phase = 'running';
    try {
      take(event, then);
      isNew = true;
      if (!isOuter) return;
      do isNew = false;
      while (advance());
    } finally {
      if (isOuter) rest();
    }
  }

  function rest(): void {
    if (phase === 'running') phase = 'resting';
  }

  function fail(error: DriftError): void {
    // Who was refused the page does not keep it from others.
    const registry = pageRegistry();
    if (error.code === 'conflict' && registry.session === core) registry.session = undefined;
    dispatch({ type: 'failed', error }, () => core.fail(error));
  }

  function logout(): Promise<LogoutOutcome> {
    return new Promise((resolve) =>
      dispatch({ type: 'stated', contact: null, token: { is: 'none' } }, (person) =>
        resolve(outcomes.logout(person)),
      ),
    );
  }

  /** Reports come last: what the app answers to them from within is said later, and so counts. */
  function take(event: SessionEvent, then?: (person: Person) => void): void {
    const { wanted } = state;
    const isRefuted = contradicts(event, wanted);
    const isLoggedOut = event.type === 'notLoggedIn' && wanted.is === 'user' && isFor(event, wanted);
    const error = new DriftError(isRefuted ? 'tabs_disagree' : 'not_logged_in');
    if (isLoggedOut) outcomes.fail(event.person, error);
    // The app's own word counts all the same; a token alone fights nobody.
    if (!isRefuted || event.type === 'stated') fold(event, then);
    if (isRefuted || isLoggedOut) core.report(error);
  }

  function fold(event: SessionEvent, then?: (person: Person) => void): void {
    state = transition(state, event);
    then?.(state.wanted.person);
    if (event.type === 'ready') effects.meet();
    const isInHand = event.type === 'stated' && event.token.is === 'here';
    if (isInHand) flight?.keepOnly(state.wanted.person, undefined);
    if (state.wanted.is === 'nobody' && (event.type === 'stated' || event.type === 'notLoggedIn'))
      effects.leave();
  }

  /** A tab that nobody looks at waits: twenty tabs must not ask for twenty tokens. */
  function confirm(): void {
    const { wanted } = state;
    const suspect = wanted.is === 'undecided' ? wanted.doubt?.suspect : undefined;
    if (phase !== 'closed' && suspect && flight && !flight.isOn() && document.visibilityState === 'visible')
      flight.start(wanted.person, suspect);
  }

  /** Does the next step; false when there is none left and the world has been told. */
  function advance(): boolean {
    if (phase === 'closed') return false;
    const effect = step(state, rules, Date.now());
    if (effect.do === 'fetchToken') fetchToken(effect.person, effect.contact);
    else if (effect.do === 'expire')
      dispatch({ type: 'token', person: effect.person, id: effect.id, token: { is: 'none' } });
    else if (effect.do !== 'nothing') effects.run(effect);
    else conclude();
    return effect.do !== 'nothing' || isNew;
  }

  function fetchToken(person: Person, contact: Contact): void {
    if (flight) return flight.start(person, contact);
    const error = new DriftError('token_failed', [because('ran_out')]);
    core.report(error);
    dispatch({ type: 'token', person, id: contact.id, token: { is: 'failed', error } });
  }

  /** What this tab was not told of in the back/forward cache must show in the cookies, or in a fresh token. */
  function restored(): void {
    const { wanted } = state;
    const isSame =
      wanted.is === 'user' ? evidenceOf(wanted.contact.id) === 'same' && !flight : !hasEvidence();
    if (isSame) confirm();
    else told(undefined);
  }

  function told(hash: string | null | undefined): void {
    dispatch({ type: 'told', hash, isRunning: isLive(vendorDrift()) });
    clearTimeout(asking);
    if (hash === null) asking = setTimeout(confirm, LOGOUT_TAKES);
    else confirm();
  }

  /** Who decides nothing for long is told what decides: a misuse before the first decision, and after it a person whose chat is hidden. */
  function watchSilence(): void {
    const { wanted, requested } = state;
    const isSilent =
      requested && wanted.is === 'undecided' && (wanted.silence ? true : wanted.last === undefined);
    if (isSilent) return void (patience ??= setTimeout(endSilence, undecidedTimeout));
    clearTimeout(patience);
    patience = undefined;
  }

  function endSilence(): void {
    const { wanted } = state;
    const isSevere = wanted.is === 'undecided' && wanted.silence !== undefined;
    dispatch({ type: 'overdue' });
    if (isSevere || development) core.report(new DriftError('undecided', [String(undecidedTimeout)]));
  }

  /** A library without `unload` lives on: it stays covered, and is reset before it is used again. */
  function takenDown(takeDown: (stays: boolean) => void): void {
    const stays = !canUnload(vendorDrift());
    dispatch({ type: 'unloaded', trust: stays ? 'other' : 'stranger' }, () => takeDown(stays));
  }

  function conclude(): void {
    const { wanted, page } = state;
    const here = personOf(page);
    flight?.keepOnly(wanted.person, claimant(wanted));
    core.calls.refuse(
      'superseded',
      ({ person }) => person !== undefined && person !== wanted.person && person !== here,
    );
    watchSilence();
    present();
    core.calls.flush();
    identity.set(identityOf(state));
    outcomes.settle(state);
  }

  function present(): void {
    const { wanted, page, requested } = state;
    if (isCovered(state)) effects.cover();
    else {
      effects.uncover();
      if (page.is === 'live' && core.state.get().status !== 'ready') core.open();
    }
    if (page.is === 'live' && wanted.is === 'undecided' && core.state.get().status === 'ready') core.pause();
    if (page.is !== 'down') return;
    const token = wanted.is === 'user' ? wanted.token : undefined;
    const show = core.state.set;
    if (!requested) show(missing ? { status: 'waiting', for: missing } : { status: 'idle' });
    else if (token?.is === 'failed') show({ status: 'failed', error: token.error });
    else show({ status: 'waiting', for: wanted.is === 'undecided' ? 'user' : 'token' });
  }

  return {
    core,
    identity,
    outcomes,
    dispatch,
    logout,
    isRunning: () => phase === 'running',
    claim() {
      if (phase === 'closed') return false;
      const registry = pageRegistry();
      registry.session ??= core;
      if (registry.session === core) {
        tabs.open();
        life.begin();
        return true;
      }
      fail(new DriftError('conflict', [because('other_session')]));
      return false;
    },
    wait(next) {
      missing = next;
      if (missing === undefined) return dispatch({ type: 'load' });
      if (!state.requested) return present();
      takenDown((stays) => core.withdraw(() => effects.forgetAll(), stays));
    },
    unload() {
      missing = undefined;
      takenDown((stays) => core.unload(stays));
    },
    close() {
      phase = 'closed';
      if (!core.active) return outcomes.close();
      tabs.close();
      life.end();
      flight?.keepOnly(state.wanted.person, undefined);
      effects.stop();
      clearTimeout(patience);
      // Before the last reports: what the app answers to them is for its next session to do.
      if (pageRegistry().session === core) pageRegistry().session = undefined;
      core.close();
      outcomes.close();
    },
  };
}
