/** Hazards from pages, blockers and other scripts. Each has broken something before. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installTabBus } from '../test-support/tab-bus';
import { clearPage, createScriptedDrift } from '../test-support/scripted-drift';
import type { ScriptedDrift } from '../test-support/scripted-drift';
import { unsignedToken } from '../test-support/tokens';
import { createDrift } from './drift';
import type { Drift } from './drift';
import type { DriftError } from './errors';
import type { DriftOptions } from './options';
import { onConsent } from './triggers/on-consent';
import { onInteraction } from './triggers/on-interaction';
import type { VendorDrift } from './vendor';

let errors: DriftError[];
let vendor: ScriptedDrift;

const make = (options: Partial<DriftOptions> = {}): Drift =>
  createDrift({ embedId: 'abcdefgh1234', retries: 0, onError: (error) => errors.push(error), ...options });
const tick = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);
const codes = (): string[] => errors.map(({ code }) => code);
const put = (drift: unknown): void => void (window.drift = window.driftt = drift as VendorDrift);
function addScript(src: string): HTMLScriptElement {
  const script = document.createElement('script');
  script.src = src;
  document.head.prepend(script);
  return script;
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_001 });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  clearPage();
  errors = [];
  installTabBus();
  vendor = createScriptedDrift();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('other scripts', () => {
  it('takes no script of the page for Drift’s, and leaves it where it is', async () => {
    const script = addScript('https://cdn.acme.com/include/js/main.js');
    const drift = make();
    drift.load();
    await tick();
    expect([drift.state.status, codes()]).toEqual(['loading', []]);
    drift.unload();
    expect(script.isConnected).toBe(true);
  });

  it('replaces a script tag of other code that does not answer within the timeout', async () => {
    const blocked = addScript('https://js.driftt.com/include/1700000000000/abcdefgh1234.js');
    const drift = make({ timeout: 1000 });
    drift.load();
    await tick(1000);
    expect(codes()).toEqual(['timeout']);
    drift.load();
    expect([blocked.isConnected, vendor.scripts()]).toEqual([false, [expect.anything()]]);
  });

  it('replaces a function stub, as the official snippet does, and keeps what is in its queue', async () => {
    const stub = Object.assign(vi.fn(), { q: [callOf('track', 'early'), callOf('page', '/pricing')] });
    put(stub);
    const drift = make();
    drift.load();
    vendor.come();
    await tick();
    drift.track('later');
    expect([codes(), drift.state.status]).toEqual([[], 'ready']);
    expect(vendor.ledger.map(({ what }) => what)).toEqual(['track', 'page', 'born', 'track']);
  });

  it.each([
    [
      'cannot be read',
      () => Object.defineProperty(window, 'drift', { configurable: true, get: hindered, set: hindered }),
    ],
    ['is frozen', () => put(Object.freeze([]))],
  ])('fails with a code where window.drift %s', async (_, hinder) => {
    hinder();
    const drift = make();
    drift.load();
    await tick();
    drift.unload();
    delete window.drift;
    expect(codes()).toEqual(['blocked']);
  });

  it('leaves no call of driftkit in the queue when the browser refuses the script URL', async () => {
    const drift = make({ config: { locale: 'de' }, scriptUrl: hindered });
    drift.load();
    await tick();
    expect([codes(), window.drift?.length, drift.state.status]).toEqual([['blocked'], 0, 'failed']);
    drift.load();
    await tick();
    expect([codes(), window.drift?.length]).toEqual([['blocked', 'blocked'], 0]);
  });

  it('makes one policy for all copies of the package under Trusted Types', async () => {
    const createPolicy = vi.fn((_: string, rules: object) => rules);
    vi.stubGlobal('trustedTypes', { createPolicy });
    make().load();
    vendor.fail();
    vi.resetModules();
    const copy = await import('./drift');
    copy.createDrift({ embedId: 'abcdefgh1234' }).load();
    expect(createPolicy).toHaveBeenCalledOnce();
  });
});

describe('a Drift that is there already', () => {
  it('may call a late listener of ready at once: what it must know first still comes first', async () => {
    const calls: string[] = [];
    const note = (name: string) => () => void calls.push(name);
    const api = {};
    const on = (event: string, listener: (api: object, payload: object) => void): void => {
      if (event === 'ready') listener(api, { data: {} });
    };
    put({
      init: note('init'),
      on,
      off: note('off'),
      api,
      config: note('config'),
      track: note('track'),
      identify: note('identify'),
    });
    const drift = make({ config: { locale: 'de' } });
    drift.track('early');
    drift.identify('ann', { email: 'ann@acme.com' });
    drift.load();
    await tick();
    expect([drift.state.status, calls]).toEqual(['ready', ['config', 'identify', 'track']]);
  });

  it('never hands out its own api, which knows no gate', async () => {
    const drift = make();
    const listener = vi.fn();
    drift.on('ready', listener);
    drift.load();
    vendor.come();
    expect(listener.mock.calls[0]?.[0]).toBe(drift.api);
    expect((await drift.ready).api).toBe(drift.api);
  });
});

describe('a Drift that is of no use', () => {
  it('because it stays silent is taken down when load() tries again', async () => {
    const drift = make({ timeout: 1000 });
    drift.load();
    vendor.arrive();
    await tick(1000);
    drift.load();
    expect([vendor.phase, vendor.scripts().length]).toEqual(['unloaded', 1]);
    vendor.come();
    expect([codes(), drift.state.status]).toEqual([['timeout'], 'ready']);
  });

  it('because its frames are gone is taken down and replaced, also where other code had brought it', async () => {
    put([]);
    vendor.come();
    const drift = make();
    drift.load();
    await tick();
    for (const host of document.querySelectorAll('.drift-conductor-item')) host.remove();
    await tick(2000);
    expect([vendor.phase, vendor.scripts().length]).toEqual(['unloaded', 1]);
    vendor.come();
    expect([codes(), drift.state.status]).toEqual([[], 'ready']);
  });

  it('because other code has unloaded it is replaced, with its script', () => {
    const old = addScript('https://js.driftt.com/include/1700000000000/abcdefgh1234.js');
    put([]);
    vendor.come();
    window.drift?.unload?.();
    const drift = make();
    drift.load();
    expect([old.isConnected, vendor.scripts().length]).toEqual([false, 1]);
    vendor.come();
    expect([codes(), drift.state.status]).toEqual([[], 'ready']);
  });
});

describe('the script of an attempt that is over', () => {
  it('is refused once, where the next attempt waits for the same script', () => {
    const drift = make({ retries: 1 });
    drift.load();
    drift.unload();
    drift.load();
    vendor.fail();
    expect([codes(), drift.state.status]).toEqual([['blocked'], 'loading']);
  });

  it('is no news when it is refused after the timeout', async () => {
    const drift = make({ timeout: 1000 });
    drift.load();
    await tick(1000);
    vendor.fail();
    expect([codes(), drift.state]).toMatchObject([
      ['timeout'],
      { status: 'failed', error: { code: 'timeout' } },
    ]);
  });
});

describe('consent of several instances', () => {
  const tells: ((given: boolean) => void)[] = [];
  const say = (given: boolean): void => tells.forEach((tell) => tell(given));
  const when = onConsent((listener) => void tells.push(listener));
  beforeEach(() => void (tells.length = 0));

  it('boots nobody who waits for it, when another instance is withdrawn first', async () => {
    const [one, other] = [make({ when }), make({ when })];
    one.load();
    other.load();
    say(true);
    vendor.come();
    say(false);
    await tick();
    expect([one.state, other.state]).toEqual(Array(2).fill({ status: 'waiting', for: 'consent' }));
    expect(vendor.scripts()).toEqual([]);
  });

  it('does not follow another instance to its new Drift without it', async () => {
    const [one, other] = [make(), make({ when })];
    one.load();
    other.load();
    say(true);
    vendor.come();
    one.unload();
    one.load();
    say(false);
    await tick();
    expect([one.state.status, other.state.status]).toEqual(['loading', 'waiting']);
  });

  it('reports a cookie that could not be deleted', () => {
    make({ when }).load();
    say(true);
    vendor.come();
    vi.spyOn(document, 'cookie', 'get').mockReturnValue('drift_aid=stays');
    say(false);
    expect(codes()).toEqual(['not_forgotten', 'consent_withdrawn']);
  });
});

describe('code of the app that throws or loops', () => {
  it('does not stop the queue when the console itself throws', async () => {
    const drift = make();
    drift.load();
    vendor.come();
    vi.spyOn(console, 'error').mockImplementation(() => {
      throw new Error('no errors on the console');
    });
    const track = vi.fn(() => {
      throw new Error('vendor');
    });
    Object.assign(window.drift as object, { track });
    expect(() => drift.track('a')).not.toThrow();
    drift.track('b');
    expect(track).toHaveBeenCalledTimes(2);
    await tick();
  });

  it.each<[string, (drift: Drift, evil: never) => void]>([
    ['attributes', (drift, evil) => drift.setUserAttributes(evil)],
    ['an attribute', (drift, evil) => drift.track('e', { evil })],
    ['a contact', (drift, evil) => drift.identify('ann', evil)],
    ['an argument of the api', (drift, evil) => drift.api.startInteraction(evil)],
    ['a config', (drift, evil) => drift.config(evil)],
  ])('reports %s that cannot be read', (_, call) => {
    const evil = new Proxy({}, { get: hindered, ownKeys: hindered, getPrototypeOf: hindered }) as never;
    const drift = make();
    expect(() => call(drift, evil)).not.toThrow();
    expect(errors.length).toBeGreaterThan(0);
  });

  it('does not freeze the page when the app answers each certain failure with load()', async () => {
    let rounds = 0;
    const drift = make({ scriptUrl: hindered, onError: () => ++rounds < 50 && drift.load() });
    drift.load();
    for (let count = 0; count < 5; count++) await Promise.resolve();
    expect(rounds).toBe(0);
    await tick(1);
    expect(rounds).toBeGreaterThan(0);
  });

  it('does not freeze the page when each call makes another call', () => {
    const drift = make({ maxQueue: 10 });
    drift.load();
    vendor.come();
    const track = vi.fn(() => drift.track('again'));
    Object.assign(window.drift as object, { track });
    drift.track('once');
    expect(track.mock.calls.length).toBeLessThan(20);
  });

  it('reports an invalid selector once, not at each interaction', () => {
    make({ when: onInteraction({ target: '#1st' }) }).load();
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    expect(codes()).toEqual(['callback_threw']);
  });

  it('tells no listener that another one has just unsubscribed', () => {
    const drift = make();
    const late = vi.fn();
    let off: () => void = () => undefined;
    drift.subscribe(() => off());
    off = drift.subscribe(late);
    drift.load();
    expect(late).not.toHaveBeenCalled();
  });
});

describe('the arguments of a call', () => {
  it('copies a date within an argument as a date, and reports what cannot be copied', () => {
    const drift = make();
    const collect = vi.fn();
    drift.load();
    vendor.come();
    Object.assign(window.drift!.api!, { collectFormData: collect });
    drift.api.collectFormData({ born: new Date(7) }, { campaignId: 1 });
    drift.api.collectFormData({ ask: () => 7 }, { campaignId: 1 });
    expect(collect.mock.calls).toEqual([[{ born: new Date(7) }, { campaignId: 1 }]]);
    expect(errors.map(({ code }) => code)).toEqual(['callback_threw']);
  });

  it('copies a config to its depth', () => {
    const messages = { welcomeMessage: 'Hello' };
    const drift = make();
    drift.config({ messages });
    messages.welcomeMessage = 'changed';
    drift.load();
    vendor.arrive();
    expect(vendor.ledger.find(({ what }) => what === 'config')?.detail).toMatchObject({
      messages: { welcomeMessage: 'Hello' },
    });
  });

  it('never prints a token or a long value in a message', () => {
    const drift = make();
    const token = unsignedToken({ sub: 'ann' });
    drift.api.setUserJwt?.({ userJwt: token } as never);
    drift.identify(' '.repeat(5));
    drift.api.goToConversation('x'.repeat(10_000) as never);
    expect(errors.every(({ message }) => message.length < 300 && !message.includes(token))).toBe(true);
    expect(codes()).toEqual(['bad_call', 'bad_call', 'bad_call']);
  });
});

/** The `arguments` of a call, as a function stub keeps them. */
function callOf(..._: unknown[]): IArguments {
  // oxlint-disable-next-line prefer-rest-params -- it is what such stubs push
  return arguments;
}

function hindered(): never {
  throw new ReferenceError('hindered');
}
