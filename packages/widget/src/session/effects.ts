/** What the machine's steps do to the page. Everything that must not be lost by a navigation happens synchronously. */
import { evidenceOf, hasEvidence, readAid } from '../association';
import type { Core } from '../core';
import { DriftError } from '../errors';
import { identifyEntry } from '../identify-entry';
import { othersBeside, pageRegistry } from '../registry';
import { otherEmbedId } from '../script-request';
import { canUnload, isLive, occupant, vendorDrift } from '../snippet';
import type { QueueEntry } from '../vendor';
import { createCover } from '../visibility';
import { createMemory } from './memory';
import { nobody } from './states';
import type { Holder, SessionEvent, SessionState } from './states';
import type { Effect } from './step';

export interface EffectsOptions {
  core: Core;
  embedId: string;
  cookieDomain: string | undefined;
  resetTimeout: number;
  state: () => SessionState;
  dispatch: (event: SessionEvent) => void;
  /** The page is given up until the next `load()`. */
  fail: (error: DriftError) => void;
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
  isFreed(): boolean;
  /** Drift is ready and its cookies are there: the marker names the anonymous id, and a stranger without evidence is nobody. */
  meet(): void;
  stop(): void;
}

export function createEffects({
  core,
  embedId,
  cookieDomain,
  resetTimeout,
  state,
  dispatch,
  fail,
  tell,
}: EffectsOptions): Effects {
  const { cover, lift, stop } = createCover(core.isElsewhere);
  const memory = createMemory(cookieDomain, tell);
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const entryOf = (holder: Holder, userJwt: string | undefined): QueueEntry | undefined =>
    holder.who === 'user' ? identifyEntry(holder.contact.id, holder.contact.attributes, userJwt) : undefined;

  /** Chat stays off rather than show somebody else's. */
  function forgetAll(): boolean {
    const left = memory.forget();
    if (left.length === 0) return true;
    const error = new DriftError('not_forgotten', [left.join(', ')]);
    core.takeDown();
    dispatch({ type: 'down', trust: 'other' }); // whoever else brings Drift now brings that person's
    fail(error);
    return false;
  }

  function boot(holder: Holder, userJwt: string | undefined): void {
    clearTimeout(leaving);
    const other = occupant(embedId);
    if (other) return fail(otherEmbedId(other));
    core.retire();
    const { page } = state();
    if (isLive(vendorDrift())) {
      cover();
      dispatch({ type: 'booting', holder: { who: page.is === 'down' ? page.trust : 'stranger' } });
      return core.boot();
    }
    const foreign = holder.who === 'user' ? evidenceOf(holder.contact.id) === 'other' : hasEvidence();
    if (foreign && !forgetAll()) return;
    memory.restart();
    memory.mark(holder);
    dispatch({ type: 'booting', holder });
    core.boot(entryOf(holder, userJwt));
  }

  function swap(holder: Holder, userJwt: string | undefined): void {
    if (core.swapIdentity(entryOf(holder, userJwt))) {
      dispatch({ type: 'booting', holder });
      memory.mark(holder);
    } else dispatch({ type: 'sealed' });
  }

  /** Takes an identity back out of Drift's queue; one that Drift has taken is covered, and reset as soon as it can be. */
  function recall(): void {
    if (core.swapIdentity(undefined)) {
      if (forgetAll()) dispatch({ type: 'booting', holder: nobody(state().wanted) });
      return;
    }
    cover();
    memory.forget();
    clearTimeout(leaving);
    leaving = setTimeout(() => dispatch({ type: 'unsettled' }), resetTimeout);
    dispatch({ type: 'leaving' });
    core.state.set({ status: 'resetting' });
  }

  function reset(): void {
    if (!core.readiness.isHeard()) return rebuild(); // its first ready may still come, and would look like that of the reset
    cover();
    clearTimeout(leaving);
    memory.forget();
    dispatch({ type: 'resetting' });
    core.reset();
  }

  function rebuild(): void {
    const error = new DriftError('reset_unsettled', [String(resetTimeout)]);
    if (!canUnload(vendorDrift())) return fail(error);
    if (state().page.is === 'stuck') core.report(error);
    core.takeDown();
    if (forgetAll()) dispatch({ type: 'down', trust: 'stranger' });
  }

  /** Somebody else acts in another tab: off the page, without a touch of the cookies. */
  function standDown(): void {
    cover();
    const stays = !canUnload(vendorDrift());
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
    memory.mark(holder);
    dispatch({ type: 'holds', holder });
    const [method, ...args] = entry;
    core.calls.send(method, args);
  }

  return {
    cover,
    meet() {
      const { page, wanted } = state();
      if (page.is !== 'live') return;
      memory.mark(page.holder);
      // A Drift that runs has an anonymous id: where the cookies have none, they were cleared, and do not tell whose it is.
      if (page.holder.who === 'stranger' && !hasEvidence() && readAid() !== undefined)
        dispatch({ type: 'holds', holder: nobody(wanted) });
    },
    forgetAll,
    leave() {
      const { page } = state();
      const { session } = pageRegistry();
      const isTheirs = session !== undefined && session !== core; // and it is told to forget
      if (isTheirs || !hasEvidence()) return;
      // Where nothing of Drift runs, forgetting is the whole logout; else a reset follows, and judges it.
      if (page.is === 'down' || page.is === 'failed') {
        // Else whoever uses it is told to reset it.
        const isOrphan = othersBeside(core).length === 0 && !core.isElsewhere();
        if (page.is === 'down' && isOrphan && isLive(vendorDrift()))
          dispatch({ type: 'down', trust: 'other' });
        return void forgetAll();
      }
      cover();
      // What the cookies say of a stranger must not be lost with them.
      if ((page.is === 'booting' || page.is === 'live') && page.holder.who === 'stranger')
        dispatch({ type: 'holds', holder: { who: 'other' } });
      memory.forget();
    },
    uncover: lift,
    isFreed: () => memory.isFreed(),
    stop() {
      clearTimeout(leaving);
      stop();
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
