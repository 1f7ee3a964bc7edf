import { JWT_CALLS } from './api';
import { erase } from './association';
import { createConditions } from './conditions';
import type { Conditions } from './conditions';
import { readJar } from './cookies';
import { DriftError } from './errors';
import { inMicrotask } from './observable';
import { readOptions } from './options';
import type { DriftOptions } from './options';
import { beginReset, callDrift, isOthers, refuseCalls } from './page/calls';
import { createEngine } from './page/create';
import { enter, isDown, renewReady } from './page/engine';
import type { Engine } from './page/engine';
import { pushCall } from './page/gate';
import { forgetAll, giveUp, isRetirable, open, takeDown, unload, withdraw } from './page/life';
import { boot, swapIdentity } from './page/loader';
import { mayRevive } from './page/place';
import type { Holder, PageFact } from './page/record';
import { othersBeside, pageRegistry } from './registry';
import { findScript, isLive, staysLive, vendorDrift } from './snippet';
import type { DriftState } from './state';
import { createSurface } from './surface';
import type { Surface } from './surface';
import type { Trigger } from './triggers/trigger';
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
  const engine = createEngine(
    readOptions('createDrift', options),
    {
      heard: (fact) => hear(plain, fact),
      person: () => 'whoever is here',
      admits: () => true,
      release: () => Promise.resolve(letGo(plain)),
      disown: () => void (plain.identity = undefined),
    },
    JWT_CALLS,
  );
  const conditions = createConditions(engine.options.when, engine.report, (missing) =>
    changed(plain, missing),
  );
  const plain: Plain = { engine, conditions, identity: undefined };
  return Object.assign(createSurface<V>(engine), {
    load: () => load(plain),
    unload() {
      if (!engine.isActive || isOthers(engine, 'unload')) return;
      conditions.stop();
      engine.missing = undefined;
      unload(engine, false);
      show(plain);
    },
    identify: (userId: string, attributes?: object, given?: IdentifyOptions) =>
      identify(plain, userId, attributes, given),
    reset: () => reset(plain),
  });
}

/** `createDrift` on the page engine: beside it there is only who was identified. */
interface Plain {
  readonly engine: Engine;
  readonly conditions: Conditions;
  identity: QueueEntry | undefined;
}

const VISITOR: Holder = { who: 'nobody', person: undefined };

function stateOf({ page, missing }: Engine): DriftState {
  if (page.phase === 'failed' && page.error) return { status: 'failed', error: page.error };
  if (page.phase !== 'down') return { status: page.phase as 'loading' | 'ready' | 'resetting' };
  return missing ? { status: 'waiting', for: missing } : { status: 'idle' };
}

const show = ({ engine }: Plain): void => engine.state.set(stateOf(engine));

function hear(plain: Plain, fact: PageFact): void {
  const { engine } = plain;
  switch (fact.type) {
    case 'ready':
      if (engine.page.isOpen) return; // other code has reset it
      enter(engine, { phase: 'ready', holder: VISITOR });
      engine.cover.lift();
      return open(engine, () => show(plain));
    case 'failed':
      return fail(plain, fact.error);
    case 'late':
      return unsettled(plain);
    case 'abandoned':
      takeDown(engine, true);
      return inMicrotask(() => follow(plain));
    case 'unloaded':
      takeDown(engine, true);
      return show(plain);
    case 'lost':
      if (!mayRevive(engine)) return fail(plain, new DriftError('removed'));
      takeDown(engine);
      return start(plain);
    case 'asked':
      return load(plain);
    case 'stray':
      if (engine.missing === 'consent') forgetAll(engine);
  }
}

/** Handles what a trigger waits for. Withdrawn consent removes Drift and deletes its cookies. */
function changed(plain: Plain, missing: Trigger['waitsFor'] | undefined): void {
  const { engine } = plain;
  engine.missing = missing;
  if (!missing) return isDown(engine) ? start(plain) : undefined;
  if (!isDown(engine)) withdraw(engine, () => forgetAll(engine));
  show(plain);
}

function load(plain: Plain): void {
  const { engine, conditions } = plain;
  if (!engine.isActive) return;
  if (isDown(engine)) renewReady(engine);
  conditions.begin();
  if (isDown(engine) && !engine.missing) start(plain);
}

function start(plain: Plain): void {
  const { engine } = plain;
  if (plain.identity && isOthers(engine, 'identify')) plain.identity = undefined;
  if (isRetirable(engine)) takeDown(engine);
  boot(engine, VISITOR, plain.identity);
  show(plain);
}

function fail(plain: Plain, error: DriftError): void {
  const { engine } = plain;
  giveUp(engine, error);
  enter(engine, { phase: 'failed', holder: VISITOR, error });
  show(plain);
  engine.report(error);
}

/** A reset got no `ready` in its time. */
function unsettled(plain: Plain): void {
  const { engine } = plain;
  const error = new DriftError('reset_unsettled', [String(engine.options.resetTimeout)]);
  if (staysLive()) return fail(plain, error);
  engine.report(error);
  takeDown(engine);
  forgetAll(engine);
  boot(engine, VISITOR);
  show(plain);
}

/** Another instance took Drift down: where it brings a new one at once, this one uses that. */
function follow(plain: Plain): void {
  const { engine } = plain;
  if (!isDown(engine)) return;
  if (!engine.missing && (findScript() || isLive(vendorDrift()))) return start(plain);
  refuseCalls(engine, 'unloaded');
  show(plain);
}

function identify(plain: Plain, userId: string, attributes: unknown, given?: IdentifyOptions): void {
  const { engine } = plain;
  const id = engine.rules.userId('identify', userId);
  if (id instanceof DriftError || !engine.isActive || isOthers(engine, 'identify')) return;
  const entry = identifyEntry(id, engine.rules.contact('identify', attributes), given?.userJwt);
  plain.identity = entry;
  if (!isDown(engine) && !swapIdentity(engine, entry)) callDrift(engine, 'identify', entry.slice(1), true);
}

/** Resets the instance that owns the page. All other instances drop the user they were to identify. */
function reset(plain: Plain): void {
  const { engine } = plain;
  if (!engine.isActive) return;
  const { session } = pageRegistry();
  const others = othersBeside(engine.owner);
  for (const other of others) other.disown();
  if (!session && (!isDown(engine) || others.length === 0)) return letGo(plain);
  plain.identity = undefined;
  void (session ?? others[0])?.release();
}

/** Hides the chat until the reset has finished. If Drift has no user yet, only the cookies are deleted. */
function letGo(plain: Plain): void {
  const { engine } = plain;
  plain.identity = undefined;
  if (isDown(engine) || swapIdentity(engine, undefined)) {
    forgetAll(engine);
    return refuseCalls(engine, 'superseded', ({ person }) => person !== undefined);
  }
  const run = (): void => {
    beginReset(engine);
    show(plain);
  };
  engine.cover.cover();
  erase(readJar(), 'person', engine.options.config?.cookieDomain);
  pushCall(engine.gate, { path: 'reset', args: [], person: engine.owner.person(), run });
}
