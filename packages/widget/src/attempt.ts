/** One attempt to bring Drift up: the entries in its queue, its script, the retries, and how long silence may last. */
import { DriftError } from './errors';
import type { DriftReady, ReadyPayload } from './events';
import { inMicrotask, isolate } from './observable';
import { distrustScript, otherEmbedId, requestScript } from './script-request';
import type { ScriptListener, ScriptRequest } from './script-request';
import { installStub, isLive, occupant, takeBack, vendorDrift } from './snippet';
import { callVendor } from './vendor-call';
import type { QueueEntry, VendorApi, VendorDrift } from './vendor';

export interface AttemptOptions extends ScriptRequest {
  /** Milliseconds from the script tag to ready, all retries together. */
  timeout: number;
  /** How often a definite error is tried again. */
  retries: number;
  /** Whether an id cookie of Drift is left in this browser that nothing signs: then silence has a likely reason. */
  leftover: () => boolean;
}

export interface AttemptListener {
  /** Drift's own `ready`, each time it comes: at boot, after a reset, and late, after `failed`. */
  ready(ready: DriftReady): void;
  /** The attempt is over; its entries are out of Drift's queue again. */
  failed(error: DriftError): void;
  /** A definite error that is tried again, or one that changes nothing. */
  retrying(error: DriftError): void;
  /** The script came after the attempt was stopped. */
  stray(): void;
}

export interface Attempt {
  /** Whether Drift was on the page before this attempt, with whatever identity it has. */
  readonly foreign: boolean;
  /** Puts an entry into Drift's queue, or calls it where Drift is in already. */
  add(entry: QueueEntry): void;
  /** Whether Drift's library is in, so that nothing can be put before its boot any more. */
  isTaken(): boolean;
  /** Takes an entry back out; false when Drift has it already. */
  takeBack(entry: QueueEntry): boolean;
  /** Nothing of this attempt is heard or tried any more, and its entries are out of the queue. */
  stop(): void;
}

/** How long a Drift that booted before us may stay silent before its flags count (it should call a late `ready` listener at once). */
const FLAGS_AFTER = 1000;
/** How long after its `load` event a script may take to install Drift. */
const INSTALL_TIME = 800;
const FIRST_PAUSE = 400;

export function startAttempt(
  options: AttemptOptions,
  entries: QueueEntry[],
  listener: AttemptListener,
): Attempt {
  const { embedId, timeout, retries } = options;
  const added: QueueEntry[] = [];
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let phase: 'loading' | 'ready' | 'failed' | 'stopped' = 'loading';
  let tries = 0;

  let isUnderWay = false;
  let drift: VendorDrift = [];
  const other = occupant(embedId);
  let hindrance = other ? otherEmbedId(other) : undefined;
  try {
    if (!hindrance)
      drift = installStub((loaded) => {
        if (loaded !== embedId && phase !== 'stopped') listener.retrying(otherEmbedId(loaded));
      });
  } catch (cause) {
    // Else a blocker guards the name, or somebody froze the stub.
    hindrance = cause instanceof DriftError ? cause : new DriftError('blocked', ['window.drift'], { cause });
  }
  const foreign = hindrance !== undefined || isLive(drift);

  const after = (milliseconds: number, run: () => void): void => {
    timers.add(setTimeout(() => phase === 'loading' && run(), milliseconds));
  };

  /** Moves on: no timer of the attempt runs any more; where it did not succeed, nothing of it is left for Drift. */
  function end(next: typeof phase): void {
    phase = next;
    for (const timer of timers) clearTimeout(timer);
    if (next !== 'ready') for (const entry of added) takeBack(drift, entry);
  }

  function add(entry: QueueEntry): void {
    if (hindrance) return; // the queue on the page is another's
    if (isLive(drift))
      return isolate(`drift.${entry[0]}`, listener.retrying, () => callVendor(entry[0], entry.slice(1)));
    added.push(entry);
    drift.push(entry);
  }

  function onReady(api: VendorApi, payload: ReadyPayload | undefined): void {
    // A live Drift may answer at once; the caller must have the attempt in its hands first.
    if (!isUnderWay) return inMicrotask(() => onReady(api, payload));
    if (phase === 'stopped') return;
    end('ready');
    listener.ready({ api, payload });
  }

  function fail(error: DriftError): void {
    if (phase !== 'loading') return;
    end('failed');
    listener.failed(error);
  }

  /** In a task of its own: whoever loads again from within the report must not hold the page up. */
  function failLater(error: DriftError): void {
    after(0, () => fail(error));
  }

  const script: ScriptListener = {
    impossible: failLater,
    refused(error) {
      if (phase !== 'loading') return;
      if (tries >= retries) return fail(error);
      listener.retrying(error);
      after(FIRST_PAUSE * 3 ** tries++ * (0.5 + Math.random()), () => requestScript(options, script));
    },
    ran(tag) {
      if (phase === 'stopped') return listener.stray();
      // Its queue was emptied when it was given up; Drift calls a late listener of `ready` too.
      if (phase === 'failed' && isLive(vendorDrift()))
        isolate('drift.on', listener.retrying, () => vendorDrift()?.on?.('ready', onReady));
      after(INSTALL_TIME, () => {
        if (isLive(vendorDrift())) return;
        tag.remove();
        fail(new DriftError('no_drift', [tag.src]));
      });
    },
  };

  function awaitFlags(): void {
    after(FLAGS_AFTER, () =>
      drift.allFramesReady && drift.api ? onReady(drift.api, undefined) : awaitFlags(),
    );
  }

  function start(): void {
    for (const entry of [['on', 'ready', onReady] satisfies QueueEntry, ...entries]) add(entry);
    after(timeout, () => {
      distrustScript();
      fail(new DriftError('timeout', [String(timeout), options.leftover() ? 'leftover' : '']));
    });
    if (foreign) awaitFlags();
    else requestScript(options, script);
  }

  if (hindrance) failLater(hindrance);
  else start();
  isUnderWay = true;
  return {
    foreign,
    add,
    isTaken: () => isLive(vendorDrift()),
    takeBack: (entry) => takeBack(drift, entry),
    stop: () => end('stopped'),
  };
}
