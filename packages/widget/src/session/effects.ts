/** What the machine's steps do to the page. Everything that must not be lost by a navigation happens synchronously. */
import { evidenceOf, forget, forgetPerson, hasEvidence, hashOf, markUser, readAid } from '../association';
import type { Core } from '../core';
import { DriftError } from '../errors';
import { identifyEntry } from '../identify-entry';
import { canUnload, isLive } from '../snippet';
import type { QueueEntry } from '../vendor';
import { hideFrames } from '../visibility';
import type { Cover } from '../visibility';
import type { Holder, SessionEvent, SessionState } from './states';
import type { Effect } from './step';

export interface EffectsOptions {
  core: Core;
  cookieDomain: string | undefined;
  resetTimeout: number;
  state: () => SessionState;
  dispatch: (event: SessionEvent) => void;
  /** Tells the other tabs whose browser this is now. */
  tell: (hash: string | null) => void;
}

export interface Effects {
  run(effect: Exclude<Effect, { do: 'nothing' | 'fetchToken' | 'expire' }>): void;
  /** Covers Drift's frames until `uncover`; covering twice is covering once. */
  cover(): void;
  uncover(): void;
  /** Deletes what names a person; what would not go is reported, and then Drift stays off. */
  forgetAll(): boolean;
  /** What a logout must not leave to a navigation: covers, and deletes what names a person. */
  leave(): void;
  /** Whether a `ready` while resetting belongs to the reset, and nothing of the person is left. */
  isSettled(): boolean;
  /** Drift is ready and its cookies are there: the marker names the anonymous id, and a stranger without evidence is nobody. */
  meet(): void;
  stop(): void;
}

export function createEffects({
  core,
  cookieDomain,
  resetTimeout,
  state,
  dispatch,
  tell,
}: EffectsOptions): Effects {
  let covered: Cover | undefined;
  let aidBefore: string | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const cover = (): void => {
    if (covered) covered.renew();
    else covered = hideFrames();
  };
  const entryOf = (holder: Holder, userJwt: string | undefined): QueueEntry | undefined =>
    holder.who === 'user' ? identifyEntry(holder.contact.id, holder.contact.attributes, userJwt) : undefined;
  const nobody = (): Holder => {
    const { wanted } = state();
    return { who: 'nobody', person: wanted.is === 'nobody' ? wanted.person : undefined };
  };

  function markHolder(holder: Holder): void {
    if (holder.who === 'user' && markUser(holder.contact.id, cookieDomain)) tell(hashOf(holder.contact.id));
  }

  /** Chat stays off rather than show somebody else's. */
  function bar(names: string[]): boolean {
    if (names.length === 0) return false;
    const error = new DriftError('not_forgotten', [names.join(', ')]);
    core.takeDown();
    dispatch({ type: 'failed', error });
    core.fail(error);
    return true;
  }
  /** Forgets now; what has been the anonymous id is remembered, to know a settled reset by. */
  function forgetNow(): string[] {
    aidBefore = readAid() ?? aidBefore;
    const isNews = hasEvidence();
    const left = forget(cookieDomain);
    if (isNews) tell(null);
    return left;
  }
  const forgetAll = (): boolean => !bar(forgetNow());

  function boot(holder: Holder, userJwt: string | undefined): void {
    clearTimeout(leaving);
    core.retire();
    const { page } = state();
    if (isLive(window.drift)) {
      cover();
      dispatch({ type: 'booting', holder: { who: page.is === 'down' ? page.trust : 'stranger' } });
      return core.boot();
    }
    const foreign = holder.who === 'user' ? evidenceOf(holder.contact.id) === 'other' : hasEvidence();
    if (foreign && !forgetAll()) return;
    aidBefore = undefined;
    markHolder(holder);
    dispatch({ type: 'booting', holder });
    core.boot(entryOf(holder, userJwt));
  }

  function swap(holder: Holder, userJwt: string | undefined): void {
    if (core.swapIdentity(entryOf(holder, userJwt))) {
      dispatch({ type: 'booting', holder });
      markHolder(holder);
    } else dispatch({ type: 'sealed' });
  }

  /** Takes an identity back out of Drift's queue; one that Drift has taken is covered, and reset as soon as it can be. */
  function recall(): void {
    if (core.swapIdentity(undefined)) {
      if (forgetAll()) dispatch({ type: 'booting', holder: nobody() });
      return;
    }
    cover();
    forgetNow();
    core.state.set({ status: 'resetting' });
    clearTimeout(leaving);
    leaving = setTimeout(() => dispatch({ type: 'unsettled' }), resetTimeout);
    dispatch({ type: 'leaving' });
  }

  function reset(): void {
    if (!core.readiness.isHeard()) return rebuild(); // its first ready may still come, and would look like that of the reset
    cover();
    clearTimeout(leaving);
    forgetNow();
    dispatch({ type: 'resetting' });
    core.reset();
  }

  function rebuild(): void {
    const error = new DriftError('reset_unsettled', [String(resetTimeout)]);
    if (!canUnload(window.drift)) {
      dispatch({ type: 'failed', error });
      return core.fail(error);
    }
    if (state().page.is === 'stuck') core.report(error);
    core.takeDown();
    if (forgetAll()) dispatch({ type: 'down', trust: 'stranger' });
  }

  /** Somebody else acts in another tab: off the page, without a touch of the cookies. */
  function standDown(): void {
    cover();
    const stays = !canUnload(window.drift);
    core.takeDown(stays);
    dispatch({ type: 'down', trust: stays ? 'other' : 'stranger' });
  }

  /** A stranger whose cookies are gone by now may be anybody. */
  function compare(): void {
    const { wanted } = state();
    const contact = wanted.is === 'user' ? wanted.contact : undefined;
    const isSame = contact !== undefined && evidenceOf(contact.id) === 'same';
    dispatch({ type: 'holds', holder: isSame ? { who: 'same', contact } : { who: 'other' } });
  }

  function identify(holder: Holder, userJwt: string | undefined): void {
    // What was called for the visitor leaves first; a listener of `ready` may still change who is wanted.
    if (core.state.get().status !== 'ready') return core.open();
    const entry = entryOf(holder, userJwt);
    if (!entry || holder.who !== 'user') return;
    markHolder(holder);
    dispatch({ type: 'holds', holder });
    const [method, ...args] = entry;
    core.calls.send(method, args);
  }

  return {
    cover,
    meet() {
      const { page } = state();
      if (page.is !== 'live') return;
      markHolder(page.holder);
      if (page.holder.who === 'stranger' && !hasEvidence()) dispatch({ type: 'holds', holder: nobody() });
    },
    forgetAll,
    leave() {
      const { page } = state();
      if (!hasEvidence()) return;
      // Where nothing of Drift runs, forgetting is the whole logout; else a reset follows, and judges it.
      if (page.is === 'down' || page.is === 'failed') {
        if (page.is === 'down' && isLive(window.drift)) dispatch({ type: 'down', trust: 'other' });
        return void forgetAll();
      }
      cover();
      // What the cookies say of a stranger must not be lost with them.
      if ((page.is === 'booting' || page.is === 'live') && page.holder.who === 'stranger')
        dispatch({ type: 'holds', holder: { who: 'other' } });
      forgetNow();
    },
    uncover() {
      covered?.lift();
      covered = undefined;
    },
    isSettled() {
      const aid = readAid();
      return aidBefore === undefined || aid !== aidBefore ? forgetPerson(cookieDomain).length === 0 : false;
    },
    stop() {
      clearTimeout(leaving);
      covered?.stop();
    },
    run(effect) {
      switch (effect.do) {
        case 'boot':
          return boot(effect.holder, effect.userJwt);
        case 'swap':
          return swap(effect.holder, effect.userJwt);
        case 'identify':
          return identify(effect.holder, effect.userJwt);
        case 'recall':
          return recall();
        case 'reset':
          return reset();
        case 'rebuild':
          return rebuild();
        case 'standDown':
          return standDown();
        case 'compare':
          return compare();
        case 'adopt':
          return dispatch({ type: 'holds', holder: effect.holder });
        case 'update':
          dispatch({ type: 'holds', holder: effect.holder });
          return core.calls.send('api.setUserAttributes', [effect.changed]);
      }
    },
  };
}
