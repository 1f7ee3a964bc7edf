/** How the Drift of this page opens, and how it is taken down. */
import { erase, leftIn } from '../association';
import { readJar } from '../cookies';
import { DriftError } from '../errors';
import { pageRegistry } from '../registry';
import { isLive, occupant, staysLive, vendorDrift } from '../snippet';
import { isOthers, otherOwner, refuseCalls, remove, takeEntriesBack } from './calls';
import { enter, isDown, renewReady } from './engine';
import type { Engine } from './engine';
import { dropCalls, flush } from './gate';
import { emit } from './listeners';
import { watchPlace } from './place';
import { OTHER, STRANGER } from './record';
import type { PageFact } from './record';

/** `load()`: asks the triggers. What they say comes as a fact. */
export function load(engine: Engine): void {
  if (!engine.isActive) return;
  if (isDown(engine)) renewReady(engine);
  if (!engine.conditions.begin() && !engine.missing) engine.heard({ type: 'load' });
}

/** `unload()`, which only the owner of the page may say. */
export function unload(engine: Engine): void {
  if (!engine.isActive || isOthers(engine, 'unload')) return;
  engine.conditions.stop();
  engine.missing = undefined;
  engine.heard({ type: 'unload' });
}

/** What follows from a fact whoever the owner is; `decide` is the owner's part. */
export function hear(engine: Engine, fact: PageFact, decide: () => void): void {
  const { type } = fact;
  // It is down already, or another instance has brought a new one.
  if (type === 'abandoned' || type === 'unloaded') takeDown(engine, true);
  if (type === 'stray' && engine.missing === 'consent') forgetAll(engine);
  if (type === 'failed') giveUp(engine, fact.error);
  decide();
  if (type === 'failed') engine.report(fact.error);
}

/** Opens a ready Drift: calls the listeners of `ready` once per attempt, and sends the waiting calls. `show` publishes the new state. */
export function open(engine: Engine, show: () => void): void {
  enter(engine, { ...engine.page, isOpen: true });
  watchPlace(engine);
  const { page, attempt, arrived } = engine;
  show();
  if (engine.page !== page) return; // a listener took it down, or resets it
  if (attempt && arrived && !attempt.isAnnounced) {
    attempt.isAnnounced = true;
    emit(engine.listeners, 'ready', [arrived.api, arrived.payload]);
  }
  flush(engine.gate);
}

/** Given up: what waits is lost, and so is `ready`. */
export function giveUp(engine: Engine, error: DriftError): void {
  error.calls = dropCalls(engine.gate);
  engine.ready.reject(error);
}

/**
 * Takes Drift off the page, or only lets go of one that stays live. Waiting calls go on waiting.
 * `before` comes before the other instances hear of it, and bring their own.
 */
export function takeDown(engine: Engine, stays: boolean = false, before?: () => void): void {
  takeEntriesBack(engine);
  // Who never asked for the page, or was refused it, has nothing to remove.
  const hasPage = engine.attempt !== undefined || pageRegistry().session === engine;
  const removes = !stays && hasPage && occupant(engine.options.embedId) === undefined;
  engine.attempt = undefined;
  engine.arrived = undefined;
  engine.listeners.era++;
  enter(engine, { phase: 'down', holder: stays ? OTHER : STRANGER });
  const { users } = pageRegistry();
  users.delete(engine);
  if (removes) remove(engine);
  before?.();
  if (!removes) return;
  for (const abandon of [...users.values()]) abandon();
}

/** Whether a Drift of our own failed attempt is in but silent, so that a new attempt may take it down and begin afresh. */
export function isRetirable(engine: Engine): boolean {
  const isOurs = engine.attempt?.isForeign === false && isLive(vendorDrift());
  return isOurs && !staysLive() && !otherOwner(engine);
}

/** Takes Drift off the page until the next load; what waits is reported. */
export function takeOff(engine: Engine, stays: boolean): void {
  takeDown(engine, stays);
  engine.ready.reject(new DriftError('unloaded', ['drift.ready']));
  refuseCalls(engine, 'unloaded');
}

/** Lets go of the page for good: nothing more is tried, what waits is reported, and so is every later call. */
export function closeEngine(engine: Engine): void {
  if (!engine.isActive || engine.isClosed) return;
  engine.isClosed = true;
  takeOff(engine, true);
}

/** Deletes what this browser remembers; what could not be deleted is reported. */
export function forgetAll(engine: Engine): void {
  const { cookieDomain } = engine.options.config ?? {};
  erase(readJar(), 'everything', cookieDomain);
  const left = leftIn(readJar(), 'everything');
  if (left.length > 0) engine.report(new DriftError('not_forgotten', [left.join(', ')]));
}

/** Consent was withdrawn: takes Drift off the page, forgets, and says so. */
export function withdraw(engine: Engine): void {
  const error = new DriftError('consent_withdrawn');
  takeDown(engine, staysLive(), () => forgetAll(engine));
  giveUp(engine, error);
  engine.report(error);
}
