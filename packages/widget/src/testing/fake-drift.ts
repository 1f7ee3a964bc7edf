/// <reference lib="esnext.disposable" />
import type { DriftEventMap, DriftEventName, ReadyPayload } from '../events';
import { cleanPage } from './clean-page';
import type { FakeVendor } from './fake-vendor';
import { createFakeVendor } from './fake-vendor';
import type { ScriptTags } from './script-tags';
import { interceptScriptTags } from './script-tags';

/**
 * What the fake can let go wrong, by the code that driftkit reports it with. `blocked`, `offline`: the script fails. `timeout`: nothing ever
 * answers. `no_drift`: the script runs, and Drift is not there. `reset_unsettled`: Drift comes, but not back after a reset.
 */
export type FakeFailure = 'blocked' | 'offline' | 'timeout' | 'no_drift' | 'reset_unsettled';

/** A call that reached Drift: the method below `window.drift`, then its arguments. */
export type FakeCall = [method: string, ...args: unknown[]];

export interface FakeDriftOptions {
  /** Whether Drift comes up by itself, soon after its script is asked for and after a reset. `false`: when `ready()` says so. Default true. */
  autoReady?: boolean;
  /** Fields of the `ready` payload to change, for example `{ isOnline: false }`. */
  readyPayload?: Partial<Omit<ReadyPayload, 'data'>>;
}

/** Drift in memory, and the strings it hangs on. */
export interface FakeDrift {
  /**
   * What reached Drift, in its order: `['identify', 'user_1', { … }]`, `['api.openChat']`. Calls that still wait for Drift are not in it,
   * nor are `on` and `off`.
   */
  readonly calls: readonly FakeCall[];
  /** Whose contact Drift holds: the id of the last `identify` that took effect; null for an anonymous visitor. */
  readonly contact: string | null;
  /** `absent` until its script is asked for, and again after it failed or was unloaded. */
  readonly status: 'absent' | 'loading' | 'ready' | 'resetting';
  /**
   * Lets Drift come up: at once if its script was asked for (or it was reset), else as soon as it is. The queue is drained before this
   * returns; `ready` follows in a microtask, and the promise resolves when all of its listeners were called. Ends what `failWith` began.
   * Rejects when the fake is uninstalled before that.
   */
  ready(): Promise<void>;
  /** From now on it goes wrong like this, for a script that waits for its answer already and for every later one, until `ready()`. */
  failWith(failure: FakeFailure): void;
  /** Calls the listeners of one of Drift's events, with what Drift would hand them. Throws while Drift is not ready. */
  emit<K extends Exclude<DriftEventName, 'ready'>>(event: K, ...payload: DriftEventMap[K]): void;
  /** Takes the fake off the page, with everything that Drift and driftkit left there: globals, script tag, cookies, storage keys. */
  uninstall(): void;
  /** The same, for `using fake = createFakeDrift()`. */
  [Symbol.dispose](): void;
}

const INSTALLED = Symbol.for('driftkit.fake');
/** Two fakes would fight over one page, also when they come from two copies of this module. */
const page = globalThis as { [INSTALLED]?: FakeDrift };
/** Not every test environment knows it yet, and compilers then agree on this name. */
const DISPOSE: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');

/**
 * Installs a Drift in memory for a unit test, on a page that it cleans first. It takes the place of the script: no network, no console, no
 * frames. Whatever waits, waits for promises and never for timers, so it works with fake timers and without.
 *
 * It records calls as they come. Drift's rules for attributes, its targeting and its servers are not in it: for those there is
 * `@driftkit/sandbox`.
 *
 * @throws Error without a document, and while another fake is installed.
 * @example
 * const fake = createFakeDrift()
 * drift.load()
 * await drift.ready
 * expect(fake.calls).toEqual([['track', 'opened_pricing']])
 * fake.uninstall()
 */
export function createFakeDrift({ autoReady = true, readyPayload = {} }: FakeDriftOptions = {}): FakeDrift {
  assertInstallable();
  cleanPage();
  const { vendor, tags, waiters, expect, answerTags, comeUpSoon } = createArrivals(
    autoReady ? 'ready' : 'nothing',
    payloadOf(readyPayload),
  );

  function uninstall(): void {
    if (page[INSTALLED] !== fake) return;
    delete page[INSTALLED];
    setOnline(true);
    tags.release();
    cleanPage();
    waiters.reject(
      new Error('[driftkit] the fake Drift was uninstalled before anything asked for its script'),
    );
  }

  const fake: FakeDrift = {
    calls: vendor.calls,
    get contact() {
      return vendor.contact;
    },
    get status() {
      return statusOf(vendor.phase, tags.waiting().length > 0);
    },
    ready() {
      setOnline(true);
      if (vendor.phase === 'ready') {
        expect('usual');
        return Promise.resolve();
      }
      expect('ready');
      const up = waiters.wait();
      answerTags();
      comeUpSoon();
      return up;
    },
    failWith(failure) {
      expect(failure);
      setOnline(failure !== 'offline');
      answerTags();
    },
    emit(event, ...payload) {
      if (vendor.phase !== 'ready')
        throw new Error(`[driftkit] emit("${event}"): Drift is ${fake.status}; await fake.ready() first`);
      vendor.emit(event, ...payload);
    },
    uninstall,
    [DISPOSE]: uninstall,
  };
  page[INSTALLED] = fake;
  return fake;
}

interface Arrivals {
  vendor: FakeVendor;
  tags: ScriptTags;
  waiters: Waiters;
  /** How the next scripts load. */
  expect(next: 'usual' | 'ready' | FakeFailure): void;
  /** Answers the script tags that wait, as expected. */
  answerTags(): void;
  comeUpSoon(): void;
}

/** Answers Drift's script tags, and lets Drift come up. */
function createArrivals(usual: 'ready' | 'nothing', payload: ReadyPayload): Arrivals {
  let coming: 'ready' | 'nothing' | FakeFailure = usual;
  const waiters = createWaiters();
  const tags = interceptScriptTags(answerTags);
  const vendor = createFakeVendor(payload, comeUpSoon);

  function answerTags(): void {
    for (const tag of tags.waiting()) {
      if (coming === 'nothing' || coming === 'timeout') return;
      const isThere = coming === 'ready' || coming === 'reset_unsettled';
      if (isThere) vendor.arrive(tags.embedIdOf(tag));
      tags.answer(tag, isThere || coming === 'no_drift' ? 'load' : 'error');
      if (isThere) comeUpSoon();
    }
  }

  function comeUpSoon(): void {
    void Promise.resolve().then(() => {
      const isDue = vendor.phase === 'resetting' ? coming === 'ready' : vendor.phase === 'booting';
      if (!isDue || coming === 'nothing' || coming === 'timeout') return;
      if (coming === 'ready') coming = usual;
      try {
        vendor.comeUp();
      } finally {
        waiters.resolve();
      }
    });
  }

  const expect: Arrivals['expect'] = (next) => void (coming = next === 'usual' ? usual : next);

  return { vendor, tags, waiters, expect, answerTags, comeUpSoon };
}

/** Throws where a fake cannot be installed, and says what to do about it. */
function assertInstallable(): void {
  if (typeof document === 'undefined')
    throw new Error('[driftkit] createFakeDrift needs a document: run the test in happy-dom or jsdom');
  for (const name of ['HTMLScriptElement', 'Event', 'MutationObserver'])
    if (!(name in globalThis) || (globalThis as Record<string, unknown>)[name] === undefined)
      throw new Error(`[driftkit] createFakeDrift needs ${name}: run the test in happy-dom or jsdom`);
  if (page[INSTALLED])
    throw new Error('[driftkit] a fake Drift is installed already: call its uninstall() after each test');
}

function statusOf(phase: FakeVendor['phase'], isAsked: boolean): FakeDrift['status'] {
  if (phase === 'ready' || phase === 'resetting') return phase;
  return phase === 'booting' || isAsked ? 'loading' : 'absent';
}

interface Waiters {
  wait(): Promise<void>;
  resolve(): void;
  reject(error: Error): void;
}

/** The promises that wait for the fake Drift to start. */
function createWaiters(): Waiters {
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  return {
    wait() {
      const up = new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
      up.catch(() => undefined); // a test may not care
      return up;
    },
    resolve() {
      for (const { resolve } of waiting.splice(0)) resolve();
    },
    reject(error) {
      for (const { reject } of waiting.splice(0)) reject(error);
    },
  };
}

function payloadOf(changes: Partial<Omit<ReadyPayload, 'data'>>): ReadyPayload {
  const data = {
    sidebarOpen: false,
    chatOpen: false,
    widgetVisible: true,
    isOnline: true,
    teamAvailability: {},
    ...changes,
  };
  return { ...data, data };
}

/** Sets `navigator.onLine`, and fires `online` or `offline`. */
function setOnline(isOnline: boolean): void {
  if (typeof navigator === 'undefined' || isOnline === navigator.onLine) return;
  if (!isOnline) Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
  else Reflect.deleteProperty(navigator, 'onLine');
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}
