/**
 * Gives every test file a page and modules of its own, without the price of a process for each: after a file all that it has put on the page
 * goes, what it listens to and watches included.
 */
import nodeConsole from 'node:console';
import { afterAll, vi } from 'vitest';

const endings: (() => void)[] = [];
const isQuiet = Symbol.for('driftkit: frames load no page');

vi.resetModules();
if (typeof document === 'object') {
  const { href } = location;
  const { body } = document;
  for (const target of [window, document]) keepListeners(target);
  keepObservers();
  keepTimers();
  keepChannels();
  keepQuietAboutFrames();
  for (const target of [window, document, navigator]) keepProperties(target);
  afterAll(() => {
    vi.useRealTimers();
    for (const end of endings.splice(0).reverse()) end();
    // Testing Library's `screen` looks into the first body of the process for ever.
    if (document.body !== body) document.body.replaceWith(body);
    empty();
    history.replaceState(null, '', href);
  });
}

function keepListeners(target: Window | Document): void {
  const { addEventListener } = target;
  Object.assign(target, {
    addEventListener(...args: Parameters<EventTarget['addEventListener']>) {
      Reflect.apply(addEventListener, target, args);
      endings.push(() => void Reflect.apply(target.removeEventListener, target, args));
    },
  });
  endings.push(() => Object.assign(target, { addEventListener }));
}

function keepObservers(): void {
  const Observer = MutationObserver;
  globalThis.MutationObserver = class extends Observer {
    constructor(callback: MutationCallback) {
      super(callback);
      endings.push(() => this.disconnect());
    }
  };
  endings.push(() => (globalThis.MutationObserver = Observer));
}

/** happy-dom writes it for every frame, past the console that vitest watches: no frame of a test loads a page (vitest.config.ts). */
function keepQuietAboutFrames(): void {
  if (isQuiet in nodeConsole) return;
  const { error } = nodeConsole;
  const quiet = (...said: unknown[]): void => {
    if (!String(said[0]).includes('Iframe page loading is disabled')) error(...said);
  };
  Object.assign(nodeConsole, { error: quiet, [isQuiet]: true });
}

/** What an object that a file has left behind would do later, it would do to the page of the next file. */
function keepTimers(): void {
  const { setTimeout, setInterval } = globalThis;
  for (const [name, start] of Object.entries({ setTimeout, setInterval })) {
    const kept = (...args: unknown[]): unknown => {
      const timer = Reflect.apply(start, globalThis, args) as ReturnType<typeof setTimeout>;
      endings.push(() => clearTimeout(timer));
      return timer;
    };
    Object.assign(globalThis, { [name]: Object.assign(kept, start) });
    endings.push(() => Object.assign(globalThis, { [name]: start }));
  }
}

function keepChannels(): void {
  const Channel = BroadcastChannel;
  globalThis.BroadcastChannel = class extends Channel {
    constructor(name: string) {
      super(name);
      endings.push(() => this.close());
    }
  };
  endings.push(() => (globalThis.BroadcastChannel = Channel));
}

/** What a file adds to an object of the page, or puts over what it inherits, is taken off. */
function keepProperties(target: object): void {
  const before = new Set(Reflect.ownKeys(target));
  endings.push(() => {
    for (const key of Reflect.ownKeys(target)) if (!before.has(key)) Reflect.deleteProperty(target, key);
  });
}

function empty(): void {
  document.head.replaceChildren();
  document.body.replaceChildren();
  for (const pair of document.cookie.split('; '))
    document.cookie = `${pair.split('=')[0]}=; path=/; max-age=-1`;
  localStorage.clear();
  sessionStorage.clear();
}
