/** Brings Drift up: our entries in its queue, its script, the retries, and how long silence may last. */
import { hasIdCookie } from '../association';
import { readJar } from '../cookies';
import { DriftError, errorOf } from '../errors';
import type { ReadyPayload } from '../events';
import { development } from '../messages';
import { pageRegistry } from '../registry';
import { installStub, liveDrift, occupant, staysLive, takeBack, vendorDrift } from '../snippet';
import type { QueueEntry } from '../vendor';
import { addEntry, bootEntries, otherOwner, remove, sendEntry, takeEntriesBack } from './calls';
import { after, enter, isDown, renewReady } from './engine';
import type { Attempt, Engine } from './engine';
import { watchPlace } from './place';
import type { Holder } from './record';
import { dropForeignTag, otherEmbedId, requestScript } from './script';

/** How long a Drift that booted before us may stay silent before its flags count (it should call a late `ready` listener at once). */
const FLAGS_AFTER = 1000;
/** How long after its `load` event a script may take to install Drift. */
const INSTALL_TIME = 800;
const FIRST_PAUSE = 400;

/** Begins an attempt, born with the identity where one is given. */
export function boot(engine: Engine, holder: Holder, identity?: QueueEntry): void {
  const attempt: Attempt = { isForeign: false, isAnnounced: false, entries: [], identity, tries: 0 };
  engine.attempt = attempt;
  pageRegistry().users.set(engine, () => engine.heard({ type: 'abandoned' }));
  renewReady(engine);
  enter(engine, { phase: 'loading', holder });
  guarded(engine, () => start(engine, attempt));
}

/** A blocker guards the name, somebody froze the stub, or Trusted Types or the team's function refused the address. */
function guarded(engine: Engine, run: () => void): void {
  try {
    run();
  } catch (cause) {
    const error = errorOf(cause, 'blocked', 'window.drift, scriptUrl');
    if (error === cause) engine.attempt = undefined; // another embedId has the page: its queue is not ours
    // In a task of its own: onError may call load() again, and that must not block the page.
    after(engine, 0, () => fail(engine, error));
  }
}

function start(engine: Engine, attempt: Attempt): void {
  const { embedId, timeout } = engine.options;
  const other = occupant(embedId);
  if (other) throw otherEmbedId(other);
  // An unloaded library neither comes back by itself nor reads its queue again.
  if (vendorDrift()?.hasInitialized === false) remove(engine);
  if (!otherOwner(engine)) pageRegistry().askedToLoad = (asked) => askedToLoad(engine, asked);
  installStub();
  attempt.isForeign = liveDrift() !== undefined;
  after(engine, timeout, () => {
    dropForeignTag();
    // An id cookie of Drift that nothing signs is a likely reason for silence.
    const isLeftover = development && !attempt.identity?.[3] && hasIdCookie(readJar());
    fail(engine, new DriftError('timeout', isLeftover ? [timeout, 'leftover'] : [timeout]));
  });
  if (attempt.isForeign) awaitFlags(engine, attempt);
  else request(engine, attempt);
  // A live Drift may answer the last one at once.
  for (const entry of [...bootEntries(engine), attempt.identity, readyEntry(engine, attempt)])
    if (entry) addEntry(engine, attempt, entry);
}

/** Other code calls the `load` of our stub. */
function askedToLoad(engine: Engine, embedId: string): void {
  const { attempt } = engine;
  if (embedId !== engine.options.embedId) return attempt && engine.report(otherEmbedId(embedId));
  // It has called `unload` just before, and the watch over the frames has not seen it yet.
  if (!isDown(engine) && vendorDrift()?.hasInitialized === false) engine.heard({ type: 'unloaded' });
  engine.heard({ type: 'loadCalled' });
}

function request(engine: Engine, attempt: Attempt): void {
  requestScript(engine.options, {
    ran: (tag) => ran(engine, attempt, tag),
    refused(error) {
      if (engine.attempt !== attempt || engine.page.phase !== 'loading') return;
      if (attempt.tries >= engine.options.retries) return fail(engine, error);
      engine.report(error);
      const pause = FIRST_PAUSE * 3 ** attempt.tries++ * (0.5 + Math.random());
      after(engine, pause, () => guarded(engine, () => request(engine, attempt)));
    },
  });
}

function ran(engine: Engine, attempt: Attempt, tag: HTMLScriptElement): void {
  if (engine.attempt !== attempt) return stray(engine);
  const { phase } = engine.page;
  // Its queue was emptied when it was given up; Drift calls a late listener of `ready` too.
  if (phase === 'failed' && liveDrift()) sendEntry(engine, readyEntry(engine, attempt));
  if (phase !== 'loading') return;
  after(engine, INSTALL_TIME, () => {
    if (liveDrift()) return;
    tag.remove();
    fail(engine, new DriftError('no_drift', [tag.src]));
  });
}

/** A script that was given up has come: it is taken down again, unless its library stays whatever is done, or somebody uses it after all. */
function stray(engine: Engine): void {
  if (pageRegistry().users.size > 0) return;
  const stays = staysLive();
  if (!stays) remove(engine);
  engine.heard({ type: 'stray', stays });
}

function awaitFlags(engine: Engine, attempt: Attempt): void {
  after(engine, FLAGS_AFTER, () => {
    const drift = vendorDrift();
    if (drift?.allFramesReady && drift.api) becameReady(engine, attempt, undefined);
    else awaitFlags(engine, attempt);
  });
}

const readyEntry = (engine: Engine, attempt: Attempt): QueueEntry => [
  'on',
  'ready',
  (_api: unknown, payload: ReadyPayload | undefined) => becameReady(engine, attempt, payload),
];

function becameReady(engine: Engine, attempt: Attempt, payload: ReadyPayload | undefined): void {
  if (engine.attempt !== attempt) return;
  if (engine.page.phase === 'failed') {
    renewReady(engine);
    for (const entry of bootEntries(engine)) sendEntry(engine, entry); // its queue was emptied
  }
  // Drift's own api knows neither the gate nor whose a call is: it is handed to nobody.
  engine.arrived = { api: engine.api, payload };
  engine.ready.resolve(engine.arrived);
  const { isOpen } = engine.page;
  engine.heard({ type: 'ready' });
  if (isOpen && engine.page.isOpen) watchPlace(engine); // other code has reset it: these are new frames
}

/** Puts another identity (or none) into Drift's queue; false when Drift has taken the earlier one, or runs already. */
export function swapIdentity(engine: Engine, next: QueueEntry | undefined): boolean {
  const { attempt } = engine;
  if (!attempt || liveDrift()) return false;
  if (attempt.identity && !takeBack(attempt.identity)) return false;
  attempt.identity = next;
  if (next) addEntry(engine, attempt, next);
  return true;
}

/** The attempt is over; its entries are out of Drift's queue again. */
function fail(engine: Engine, error: DriftError): void {
  takeEntriesBack(engine);
  engine.heard({ type: 'failed', error });
}
