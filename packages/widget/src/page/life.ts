/**
 * How the Drift of this page opens, and how it ends. From least to most: `giveUp` (an attempt failed, and a late Drift is welcome), `detach` (it is
 * somebody else's now), `takeDown` (it is removed, and may come back at once), `takeOff` (the app unloads it), `withdraw` (consent is taken back).
 */
import { erase, leftIn } from '../association';
import { readJar } from '../cookies';
import { DriftError } from '../errors';
import { pageRegistry } from '../registry';
import { liveDrift, occupant, staysLive } from '../snippet';
import { refuseBesideSession, otherOwner, refuseCalls, remove, takeEntriesBack } from './calls';
import { endTimers, enter, isDown, renewReady } from './engine';
import type { Engine } from './engine';
import { dropCalls, flush } from './gate';
import { emit } from './listeners';
import { watchPlace } from './place';
import { OTHER, STRANGER } from './record';
import type { Holder, PageFact } from './record';

/** `load()`: asks the triggers. What they say comes as a fact. */
export function load(engine: Engine): void {
  if (!engine.isActive) return;
  if (isDown(engine)) renewReady(engine);
  if (!engine.conditions.begin() && !engine.missing) engine.heard({ type: 'load' });
}

/** `unload()`, which only the owner of the page may say. */
export function unload(engine: Engine): void {
  if (!engine.isActive || refuseBesideSession(engine, 'unload')) return;
  engine.conditions.stop();
  engine.missing = undefined;
  engine.heard({ type: 'unload' });
}

/** What follows from a fact whoever the owner is; `decide` is the owner's part. */
export function hear(engine: Engine, fact: PageFact, decide: () => void): void {
  const { type } = fact;
  // It is down already, or another instance has brought a new one.
  if (type === 'abandoned' || type === 'unloaded') detach(engine);
  if (type === 'stray' && engine.missing === 'consent') forgetAll(engine);
  if (type === 'failed') giveUp(engine, fact.error);
  decide();
  if (type === 'failed') engine.report(fact.error);
}

/** Opens a ready Drift: calls the listeners of `ready` once per attempt, and sends the waiting calls. `show` publishes the new state. */
export function open(engine: Engine, show: () => void): void {
  enter(engine, { ...engine.page, isOpen: true });
  watchPlace(engine);
  const { attempt, arrived } = engine;
  show();
  if (engine.attempt !== attempt || !engine.page.isOpen) return; // a listener took it down, or resets it
  if (attempt && arrived && !attempt.isAnnounced) {
    attempt.isAnnounced = true;
    emit(engine.listeners, 'ready', [arrived.api, arrived.payload]);
  }
  flush(engine.gate);
}

/** Given up: what waits is lost, and so is `ready`. A reset goes on waiting: a Drift that comes late must not show whom it was to let go. */
export function giveUp(engine: Engine, error: DriftError): void {
  error.calls = dropCalls(engine.gate, ({ run }) => run === undefined);
  engine.ready.reject(error);
}

/** Nothing on the page is ours any more; nothing is removed, and waiting calls go on waiting. */
function detach(engine: Engine, holder: Holder = STRANGER): void {
  takeEntriesBack(engine);
  engine.attempt = undefined;
  engine.listeners.era++;
  endTimers(engine); // it may be down already
  enter(engine, { phase: 'down', holder });
  pageRegistry().users.delete(engine);
}

/**
 * Takes Drift off the page; a library that cannot be unloaded is hidden instead. Waiting calls go on waiting.
 * `before` comes before the other instances hear of it, and bring their own.
 */
export function takeDown(engine: Engine, before?: () => void): void {
  const stays = staysLive();
  // Who never asked for the page, or was refused it, has nothing to remove.
  const hasPage = engine.attempt !== undefined || pageRegistry().session === engine;
  const removes = !stays && hasPage && occupant(engine.options.embedId) === undefined;
  detach(engine, stays ? OTHER : STRANGER);
  if (stays && hasPage) engine.cover.cover();
  if (removes) remove(engine);
  before?.();
  if (!removes) return;
  for (const abandon of [...pageRegistry().users.values()]) abandon();
}

/** Whether a Drift of our own failed attempt is in but silent, so that a new attempt may take it down and begin afresh. */
export function isRetirable(engine: Engine): boolean {
  const isOurs = engine.attempt?.isForeign === false;
  return isOurs && typeof liveDrift()?.unload === 'function' && !otherOwner(engine);
}

/** Takes Drift off the page until the next load; what waits is reported. */
export function takeOff(engine: Engine): void {
  takeDown(engine);
  endWaiting(engine);
}

/** Lets a closed engine go of the page for good: nothing more is tried, what waits is reported, and so is every later call. */
export function closeEngine(engine: Engine): void {
  if (!engine.isActive) return;
  detach(engine);
  endWaiting(engine);
}

function endWaiting(engine: Engine): void {
  engine.ready.reject(new DriftError('unloaded', ['drift.ready']));
  refuseCalls(engine, 'unloaded');
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
  takeDown(engine, () => forgetAll(engine));
  giveUp(engine, error);
  engine.report(error);
}
