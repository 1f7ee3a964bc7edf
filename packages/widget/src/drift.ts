import { JWT_CALLS } from './api';
import { erase } from './association';
import { cleanUserId } from './attributes';
import { readJar } from './cookies';
import { DriftError } from './errors';
import { inMicrotask } from './observable';
import { readOptions } from './options';
import type { DriftOptions } from './options';
import { beginReset, callDrift, refuseBesideSession, refuseCalls, sendEntry } from './page/calls';
import { createEngine } from './page/create';
import { enter, isDown } from './page/engine';
import type { Engine } from './page/engine';
import { dropCalls, pushCall } from './page/gate';
import type { HeldCall } from './page/gate';
import { forgetAll, hear, isRetirable, load, open, takeDown, takeOff, unload, withdraw } from './page/life';
import { boot, swapIdentity } from './page/loader';
import { countRevival } from './page/place';
import type { Holder, PageFact } from './page/record';
import { pageRegistry, tellOthersToLetGo } from './registry';
import { findScript, liveDrift, staysLive } from './snippet';
import type { DriftState } from './state';
import { createSurface } from './surface';
import type { Surface } from './surface';
import { identifyEntry } from './user';
import type { GivenAttributes, IdentifyOptions, QueueEntry, Vocabulary } from './vendor';

/** Drift on a site without logins: typed, ready-gated, and every failure is reported. */
export interface Drift<V extends Vocabulary = Vocabulary> extends Surface<V> {
  /** Loads Drift; does nothing while it is loading or ready, and really tries again after a failure. */
  load(): void;
  /** Takes the widget off the page; calls that wait are reported with the code `unloaded`. `load()` may follow. */
  unload(): void;
  /**
   * Associates this browser with a contact of yours. Called before `ready`, the visit is born as that contact.
   * On a site with logins use `createSession`: it keeps the order of identify and reset right.
   */
  identify<A>(userId: string, attributes?: GivenAttributes<V, A>, options?: IdentifyOptions): void;
  /** Lets the association go: Drift closes the chat and starts over with a new anonymous visitor. Other calls wait until it has. */
  reset(): void;
}

/**
 * Creates the one object to talk to Drift with. Touches nothing until `load()`; on a server it touches nothing ever.
 *
 * @throws TypeError when an option is wrong.
 * @example
 * const drift = createDrift({ embedId: 'abcdefgh1234' })
 * drift.load()
 * drift.track('opened_pricing')
 */
export function createDrift<V extends Vocabulary = Vocabulary>(options: DriftOptions): Drift<V> {
  const owner = {
    heard: (fact: PageFact) => hear(plain, fact, () => decide(plain, fact)),
    person: () => 'whoever is here',
    admits: () => true,
    release: () => Promise.resolve(letGo(plain)),
    disown: () => disown(plain),
  };
  const engine = createEngine(readOptions('createDrift', options), owner, JWT_CALLS);
  const plain: Plain = Object.assign(engine, { identity: undefined });
  return Object.assign(createSurface<V>(plain), {
    load: () => load(plain),
    unload: () => unload(plain),
    identify: (userId: string, attributes?: object, given?: IdentifyOptions) =>
      identify(plain, userId, attributes, given),
    reset: () => reset(plain),
  });
}

/** `createDrift` on the page engine: beside it there is only who was identified. */
interface Plain extends Engine {
  identity: QueueEntry | undefined;
}

const VISITOR: Holder = { who: 'nobody', person: undefined };

function stateOf({ page, missing }: Plain): DriftState {
  if (page.phase === 'failed' && page.error) return { status: 'failed', error: page.error };
  if (page.phase !== 'down') return { status: page.phase as 'loading' | 'ready' | 'resetting' };
  return missing ? { status: 'waiting', for: missing } : { status: 'idle' };
}

const show = (plain: Plain): void => plain.state.set(stateOf(plain));

function decide(plain: Plain, fact: PageFact): void {
  switch (fact.type) {
    case 'load':
      return isDown(plain) ? start(plain) : undefined;
    case 'withdrawn':
      endReset(plain);
      withdraw(plain);
      return show(plain);
    case 'unload':
      endReset(plain);
      takeOff(plain);
      return show(plain);
    case 'ready':
      return plain.page.isOpen ? undefined : readied(plain); // open: other code has reset it
    case 'failed':
      enter(plain, { phase: 'failed', holder: VISITOR, error: fact.error });
      return show(plain);
    case 'late':
      return unsettled(plain);
    case 'abandoned':
      endReset(plain);
      return inMicrotask(() => follow(plain));
    case 'unloaded':
      endReset(plain);
      return show(plain);
    case 'waits':
      return show(plain);
    case 'lost':
      if (!countRevival(plain)) return fail(plain, new DriftError('removed'));
      renew(plain);
      return start(plain);
    case 'loadCalled':
      return load(plain);
    case 'stray':
  }
}

const fail = (plain: Plain, error: DriftError): void => plain.heard({ type: 'failed', error });

function start(plain: Plain): void {
  if (plain.identity && refuseBesideSession(plain, 'identify')) plain.identity = undefined;
  if (isRetirable(plain)) renew(plain);
  boot(plain, VISITOR, plain.identity);
  show(plain);
}

function readied(plain: Plain): void {
  const { page, gate, identity } = plain;
  const isLeaving = [...gate.held].some(isReset);
  enter(plain, { phase: 'ready', holder: VISITOR });
  if (!isLeaving) plain.cover.lift();
  // When it was given up, the identity was taken out of Drift's queue.
  if (page.phase === 'failed' && identity && !refuseBesideSession(plain, 'identify')) {
    if (isLeaving) callDrift(plain, 'identify', identity.slice(1), true);
    else sendEntry(plain, identity);
  }
  open(plain, () => show(plain));
}

/** Takes Drift down, to bring a new one. */
function renew(plain: Plain): void {
  endReset(plain);
  takeDown(plain);
}

/** A reset got no `ready` in its time. */
function unsettled(plain: Plain): void {
  const error = new DriftError('reset_unsettled', [String(plain.options.resetTimeout)]);
  if (staysLive()) return fail(plain, error);
  plain.report(error);
  renew(plain);
  forgetAll(plain);
  boot(plain, VISITOR);
  show(plain);
}

/** Another instance took Drift down: where it brings a new one at once, this one uses that. */
function follow(plain: Plain): void {
  if (!isDown(plain)) return;
  if (!plain.missing && (findScript() || liveDrift())) return start(plain);
  refuseCalls(plain, 'unloaded');
  show(plain);
}

function identify(plain: Plain, userId: string, attributes: unknown, given?: IdentifyOptions): void {
  const { rules } = plain;
  const id = cleanUserId('identify', userId, plain.report);
  if (id instanceof DriftError || !plain.isActive || refuseBesideSession(plain, 'identify')) return;
  const entry = identifyEntry(id, rules.contact('identify', attributes), given?.userJwt);
  plain.identity = entry;
  pageRegistry().told.add(plain);
  if (!isDown(plain) && !swapIdentity(plain, entry)) callDrift(plain, 'identify', entry.slice(1), true);
}

/** Resets the instance that owns the page. All other instances drop the user they were to identify. */
function reset(plain: Plain): void {
  if (!plain.isActive) return;
  if (tellOthersToLetGo(plain, !isDown(plain))) disown(plain);
  else letGo(plain);
}

/** What this instance has for the person, in Drift's queue or waiting, goes. What Drift was told already is somebody else's to reset. */
function disown(plain: Plain): void {
  forgetIdentity(plain);
  swapIdentity(plain, undefined);
  refusePersonal(plain);
}

function forgetIdentity(plain: Plain): void {
  plain.identity = undefined;
  pageRegistry().told.delete(plain);
}

const refusePersonal = (plain: Plain): void =>
  refuseCalls(plain, 'superseded', ({ person }) => person !== undefined);

/** Hides the chat until the reset has finished. If Drift has no user yet, only the cookies are deleted. */
function letGo(plain: Plain): void {
  forgetIdentity(plain);
  if (isDown(plain) || swapIdentity(plain, undefined)) {
    forgetAll(plain);
    return refusePersonal(plain);
  }
  const run = (): void => {
    beginReset(plain);
    show(plain);
  };
  plain.cover.cover();
  erase(readJar(), 'everything', plain.options.config?.cookieDomain);
  pushCall(plain.gate, { path: 'reset', args: [], person: plain.person(), run });
}

/** A reset that waits for Drift to be ready. */
const isReset = ({ run }: HeldCall): boolean => run !== undefined;

/** The Drift that was to be reset is gone: nothing is left to hide, and a reset that waited has only cookies to delete. */
function endReset(plain: Plain): void {
  if (dropCalls(plain.gate, isReset).length > 0) forgetAll(plain);
  plain.cover.lift();
}
