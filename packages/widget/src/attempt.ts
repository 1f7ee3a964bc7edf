/** One attempt to bring Drift up: the entries in its queue, the script tag, the retries, and how long silence may last. */
import { DriftError } from './errors';
import type { DriftReady, ReadyPayload } from './events';
import { isolate } from './observable';
import { because } from './reasons';
import { pageRegistry } from './registry';
import {
  OWN_TAG,
  findScript,
  hasSettled,
  insertScript,
  installStub,
  isLive,
  resolveScriptUrl,
  takeBack,
} from './snippet';
import type { ScriptUrl } from './snippet';
import { callVendor } from './vendor-call';
import type { QueueEntry, VendorApi, VendorDrift } from './vendor';

export interface AttemptOptions {
  embedId: string;
  scriptUrl?: ScriptUrl;
  nonce?: string | undefined;
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
const SETTLE = 800;
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

  const after = (milliseconds: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (phase === 'loading') run();
    }, milliseconds);
    timers.add(timer);
  };
  const clearTimers = (): void => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  };

  function add(entry: QueueEntry): void {
    if (isLive(drift))
      return isolate(`drift.${entry[0]}`, listener.retrying, () => callVendor(entry[0], entry.slice(1)));
    added.push(entry);
    drift.push(entry);
  }

  function onReady(api: VendorApi, payload: ReadyPayload | undefined): void {
    if (phase === 'stopped') return;
    phase = 'ready';
    clearTimers();
    listener.ready({ api, payload });
  }

  function fail(error: DriftError): void {
    if (phase !== 'loading') return;
    phase = 'failed';
    clearTimers();
    for (const entry of added) takeBack(drift, entry);
    listener.failed(error);
  }

  /** What is already certain when the attempt starts is told when the caller has the attempt in its hands. */
  const failSoon = (error: DriftError): void => queueMicrotask(() => fail(error));

  function request(): void {
    const found = findScript();
    if (found && found.embedId !== embedId) return failSoon(conflict(found.embedId));
    // A tag of somebody else's that failed before we came will never tell.
    const dead = found !== undefined && !isLive(drift) && hasSettled(found.script);
    if (dead) found.script.remove();
    try {
      watch(found && !dead ? found.script : bring());
    } catch (cause) {
      failSoon(new DriftError('blocked', ['scriptUrl'], { cause })); // Trusted Types, or the team's function, refused
    }
  }

  /** A tag that was taken off the page before it had an answer runs all the same: it is used rather than doubled. */
  function bring(): HTMLScriptElement {
    const registry = pageRegistry();
    const { pending } = registry;
    if (pending?.getAttribute(OWN_TAG) === embedId) {
      document.head.append(pending);
      return pending;
    }
    const script = insertScript(resolveScriptUrl(options.scriptUrl, embedId), embedId, options.nonce);
    registry.pending = script;
    return script;
  }

  const answered = (script: HTMLScriptElement): void => {
    if (pageRegistry().pending === script) pageRegistry().pending = undefined;
  };

  function watch(script: HTMLScriptElement): void {
    script.addEventListener('load', () => {
      answered(script);
      if (phase === 'stopped') return listener.stray();
      if (isLive(window.drift)) return arrivedLate();
      after(SETTLE, () => {
        if (isLive(window.drift)) return;
        script.remove();
        fail(new DriftError('no_drift', [script.src]));
      });
    });
    script.addEventListener('error', () => {
      answered(script);
      script.remove();
      if (phase !== 'loading') return;
      const error = new DriftError(navigator.onLine ? 'blocked' : 'offline', [script.src]);
      if (tries >= retries) return fail(error);
      listener.retrying(error);
      after(FIRST_PAUSE * 3 ** tries++ * (0.5 + Math.random()), request);
    });
  }

  /** A script that was given up, and whose queue we emptied, came after all: Drift calls a late listener of `ready`. */
  function arrivedLate(): void {
    if (phase === 'failed') window.drift?.on?.('ready', onReady);
  }

  function awaitFlags(): void {
    after(FLAGS_AFTER, () =>
      drift.allFramesReady && drift.api ? onReady(drift.api, undefined) : awaitFlags(),
    );
  }

  function start(): void {
    if (foreign && drift.embedId && drift.embedId !== embedId) return failSoon(conflict(drift.embedId));
    for (const entry of [['on', 'ready', onReady] satisfies QueueEntry, ...entries]) add(entry);
    after(timeout, () =>
      fail(new DriftError('timeout', [String(timeout), options.leftover() ? 'leftover' : ''])),
    );
    if (foreign) awaitFlags();
    else request();
  }

  const drift: VendorDrift = installStub((other) => {
    if (other !== embedId && phase !== 'stopped') listener.retrying(conflict(other));
  });
  const foreign = isLive(drift);
  start();
  return {
    foreign,
    add,
    isTaken: () => isLive(window.drift),
    takeBack: (entry) => takeBack(drift, entry),
    stop() {
      phase = 'stopped';
      clearTimers();
      for (const entry of added) takeBack(drift, entry);
    },
  };
}

function conflict(embedId: string): DriftError {
  return new DriftError('conflict', [because('other_embed_id', embedId)]);
}
