/** One attempt to bring Drift up: the entries in its queue, its script, the retries, and how long silence may last. */
import { DriftError } from './errors';
import type { DriftReady, ReadyPayload } from './events';
import { isolate } from './observable';
import { otherEmbedId, requestScript } from './script-request';
import type { ScriptListener, ScriptRequest } from './script-request';
import { installStub, isLive, takeBack } from './snippet';
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

  const drift: VendorDrift = installStub((other) => {
    if (other !== embedId && phase !== 'stopped') listener.retrying(otherEmbedId(other));
  });
  const foreign = isLive(drift);

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
    if (isLive(drift))
      return isolate(`drift.${entry[0]}`, listener.retrying, () => callVendor(entry[0], entry.slice(1)));
    added.push(entry);
    drift.push(entry);
  }

  function onReady(api: VendorApi, payload: ReadyPayload | undefined): void {
    if (phase === 'stopped') return;
    end('ready');
    listener.ready({ api, payload });
  }

  function fail(error: DriftError): void {
    if (phase !== 'loading') return;
    end('failed');
    listener.failed(error);
  }

  const script: ScriptListener = {
    impossible: fail,
    refused(error) {
      if (phase !== 'loading') return;
      if (tries >= retries) return fail(error);
      listener.retrying(error);
      after(FIRST_PAUSE * 3 ** tries++ * (0.5 + Math.random()), () => requestScript(options, script));
    },
    ran(tag) {
      if (phase === 'stopped') return listener.stray();
      // Its queue was emptied when it was given up; Drift calls a late listener of `ready` too.
      if (phase === 'failed' && isLive(window.drift)) window.drift?.on?.('ready', onReady);
      after(INSTALL_TIME, () => {
        if (isLive(window.drift)) return;
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
    after(timeout, () =>
      fail(new DriftError('timeout', [String(timeout), options.leftover() ? 'leftover' : ''])),
    );
    if (foreign) awaitFlags();
    else requestScript(options, script);
  }

  const foreignId = foreign && drift.embedId;
  // What is certain already is told when the caller has the attempt in its hands.
  if (foreignId && foreignId !== embedId) queueMicrotask(() => fail(otherEmbedId(foreignId)));
  else start();
  return {
    foreign,
    add,
    isTaken: () => isLive(window.drift),
    takeBack: (entry) => takeBack(drift, entry),
    stop: () => end('stopped'),
  };
}
