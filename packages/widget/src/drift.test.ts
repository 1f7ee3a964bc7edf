import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Trigger } from './triggers/trigger';
import { createDrift } from './drift';
import type { Drift } from './drift';
import type { DriftError } from './errors';
import type { DriftOptions } from './options';
import { createSession } from './session/session';
import { installTabBus } from '../test-support/tab-bus';
import { clearPage, cookie, createScriptedDrift } from '../test-support/scripted-drift';

const EMBED = 'abcdefgh1234';
let errors: DriftError[];
const make = (options: Partial<DriftOptions> = {}) =>
  createDrift({ embedId: EMBED, onError: (error) => errors.push(error), ...options });
const codes = (): string[] => errors.map(({ code }) => code);

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_001 });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  clearPage();
  installTabBus();
  errors = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('creating', () => {
  it('does nothing: no global, no script, no cookie', () => {
    const drift = make();
    drift.track('early');
    drift.config({ locale: 'en' });
    drift.on('chatOpen', () => undefined);
    expect([window.drift, window.driftt, document.scripts.length, document.cookie]).toEqual([
      undefined,
      undefined,
      0,
      '',
    ]);
    expect(drift.state).toEqual({ status: 'idle' });
  });

  it.each([
    [{ embedId: '' }, 'embedId'],
    [{ embedId: 'a/../b' }, 'embedId'],
    [{ timeout: Infinity }, 'timeout'],
    [{ maxQueue: -1 }, 'maxQueue'],
  ])('throws a TypeError that names the wrong option: %o', (options, name) => {
    expect(() => make(options)).toThrow(TypeError);
    expect(() => make(options)).toThrow(name);
  });

  it('loads nothing when it is not enabled, and says so', async () => {
    const drift = make({ enabled: false });
    drift.load();
    drift.track('x');
    expect([drift.state.status, document.scripts.length]).toEqual(['disabled', 0]);
    await expect(drift.ready).rejects.toMatchObject({ code: 'disabled' });
  });
});

describe('loading', () => {
  it('leaves stub and script as the official snippet does', () => {
    make({ nonce: 'n0nce' }).load();
    const [script] = createScriptedDrift().scripts();
    expect(script?.src).toBe(`https://js.driftt.com/include/1700000100000/${EMBED}.js`);
    expect([script?.async, script?.getAttribute('nonce'), script?.hasAttribute('crossorigin')]).toEqual([
      true,
      'n0nce',
      false,
    ]);
    expect(window.drift).toBe(window.driftt);
    expect(window.drift).toMatchObject({ invoked: true, SNIPPET_VERSION: '0.3.1' });
    expect(window.drift?.methods).toHaveLength(11);
  });

  it('adds one script, however often load() is called and by however many instances', () => {
    const vendor = createScriptedDrift();
    const [one, two] = [make(), make()];
    one.load();
    one.load();
    two.load();
    window.drift?.load?.(EMBED); // the official snippet, pasted below us
    expect(vendor.scripts()).toHaveLength(1);
    vendor.come();
    expect([one.state.status, two.state.status]).toEqual(['ready', 'ready']);
  });

  it('is ready only when Drift says so', async () => {
    const vendor = createScriptedDrift();
    const drift = make();
    drift.load();
    vendor.arrive();
    await vi.advanceTimersByTimeAsync(2000);
    expect(drift.state.status).toBe('loading');
    vendor.ready();
    expect(drift.state.status).toBe('ready');
    await expect(drift.ready).resolves.toMatchObject({ payload: { widgetVisible: true } });
  });

  it('keeps its promise of ready while it runs, and gives another where Drift is loaded anew', async () => {
    const vendor = createScriptedDrift({ readyAfterReset: false });
    const drift = make();
    drift.load();
    vendor.come();
    const { ready } = drift;
    drift.load();
    expect(drift.ready).toBe(ready);
    drift.reset();
    await vi.advanceTimersByTimeAsync(5000);
    expect([drift.state.status, drift.ready === ready]).toEqual(['loading', false]);
    vendor.come();
    await expect(drift.ready).resolves.toMatchObject({ payload: { widgetVisible: true } });
  });

  it('takes over a Drift that is already live', async () => {
    const vendor = createScriptedDrift();
    window.drift = window.driftt = [] as never;
    vendor.come();
    const drift = make();
    drift.load();
    drift.track('later');
    await vi.advanceTimersByTimeAsync(0);
    expect([drift.state.status, document.scripts.length]).toEqual(['ready', 0]);
    expect(vendor.ledger.at(-1)).toMatchObject({ what: 'track', detail: { event: 'later' } });
  });

  it('believes the flags of a live Drift that stays silent only after a bounded wait', async () => {
    const live = Object.assign([], {
      init: () => undefined,
      on: () => undefined,
      api: {},
      allFramesReady: true,
    });
    window.drift = window.driftt = live as never;
    const drift = make();
    drift.load();
    await vi.advanceTimersByTimeAsync(900);
    expect(drift.state.status).toBe('loading');
    live.allFramesReady = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(drift.state.status).toBe('loading');
    live.allFramesReady = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(drift.state.status).toBe('ready');
  });

  it('hears nothing that is said to an earlier attempt', () => {
    const drift = make();
    drift.load();
    const heard = window.drift?.find(([method]) => method === 'on')?.[2] as () => void;
    drift.unload();
    drift.load();
    heard();
    expect(drift.state.status).toBe('loading');
  });

  it('names another embedId on the page as a conflict', async () => {
    make().load();
    const other = make({ embedId: 'zzzzzzzz9999' });
    other.load();
    await vi.advanceTimersByTimeAsync(0);
    expect(other.state).toMatchObject({ status: 'failed', error: { code: 'conflict' } });
    expect(createScriptedDrift().scripts()).toHaveLength(1);
  });

  it('answers other code that loads another embedId with a conflict, and goes on', () => {
    const vendor = createScriptedDrift();
    const drift = make();
    drift.load();
    window.drift?.load?.('other1234567');
    expect([codes(), vendor.scripts().length]).toEqual([['conflict'], 1]);
    vendor.come();
    expect(drift.state.status).toBe('ready');
  });

  it('tells the Drift of another embedId nothing', async () => {
    const vendor = createScriptedDrift();
    make().load();
    vendor.come();
    if (window.drift) window.drift.embedId = EMBED;
    const other = make({ embedId: 'zzzzzzzz9999' });
    other.load();
    other.config({ locale: 'de' });
    await vi.advanceTimersByTimeAsync(0);
    expect(vendor.ledger.map(({ what }) => what)).toEqual(['born']);
  });
});

describe('conditions', () => {
  const trigger = (waitsFor: Trigger['waitsFor']) => {
    let told: (yes: boolean) => void = () => undefined;
    const stop = vi.fn();
    const start = vi.fn((say: (yes: boolean) => void) => {
      told = say;
      return stop;
    });
    return { waitsFor, start, stop, say: (yes: boolean) => told(yes) };
  };

  it('touches nothing until all triggers say yes, and says what it waits for', () => {
    const [consent, idle] = [trigger('consent'), trigger('idle')];
    const drift = make({ when: [consent, idle] });
    expect(consent.start).not.toHaveBeenCalled();
    drift.load();
    drift.load();
    expect(consent.start).toHaveBeenCalledOnce();
    expect([drift.state, window.drift, document.scripts.length]).toEqual([
      { status: 'waiting', for: 'consent' },
      undefined,
      0,
    ]);
    consent.say(true);
    expect(drift.state).toEqual({ status: 'waiting', for: 'idle' });
    idle.say(true);
    expect([drift.state.status, document.scripts.length]).toEqual(['loading', 1]);
  });

  it('takes Drift down and forgets when a yes is taken back, and loads again when it is given again', () => {
    const vendor = createScriptedDrift();
    const consent = trigger('consent');
    const drift = make({ when: consent });
    drift.load();
    consent.say(true);
    vendor.come();
    localStorage.setItem('DRIFT_visitCounts', '{}');
    consent.say(false);
    expect([drift.state, window.drift, document.cookie, localStorage.length]).toEqual([
      { status: 'waiting', for: 'consent' },
      undefined,
      '',
      0,
    ]);
    expect(codes()).toEqual(['consent_withdrawn']);
    consent.say(true);
    vendor.come();
    expect(drift.state.status).toBe('ready');
  });

  it('reports a trigger that throws or gives up, and goes on waiting', () => {
    const cause = new Error('the banner broke');
    const broken: Trigger = {
      waitsFor: 'consent',
      start: () => {
        throw cause;
      },
    };
    const givesUp: Trigger = {
      waitsFor: 'visible',
      start: (_say, fail) => {
        fail?.(cause);
        return () => undefined;
      },
    };
    const drift = make({ when: [broken, givesUp] });
    drift.load();
    expect(drift.state).toEqual({ status: 'waiting', for: 'consent' });
    expect(errors).toMatchObject([
      { code: 'callback_threw', cause },
      { code: 'callback_threw', cause },
    ]);
  });

  it('hears no trigger after unload', () => {
    const consent = trigger('consent');
    const drift = make({ when: consent });
    drift.load();
    drift.unload();
    consent.say(true);
    expect([consent.stop.mock.calls.length, drift.state.status, document.scripts.length]).toEqual([
      1,
      'idle',
      0,
    ]);
  });
});

describe('beside another instance', () => {
  it('comes back with the Drift that the other one brings after a reset that did not settle', async () => {
    const vendor = createScriptedDrift({ readyAfterReset: false });
    const [one, two] = [make(), make()];
    one.load();
    two.load();
    vendor.come();
    one.reset();
    await vi.advanceTimersByTimeAsync(5000);
    vendor.come();
    await vi.advanceTimersByTimeAsync(0);
    two.track('still here');
    expect(vendor.ledger.at(-1)).toMatchObject({ what: 'track', detail: { event: 'still here' } });
  });

  it('is idle, and reports the lost calls, when the other instance unloads', async () => {
    const [one, two] = [make(), make()];
    one.load();
    two.load();
    two.track('lost');
    one.unload();
    await vi.advanceTimersByTimeAsync(0);
    expect(two.state.status).toBe('idle');
    expect(errors.at(-1)).toMatchObject({ code: 'unloaded', calls: ['track'] });
  });

  it('leaves all talk of persons, and the unloading, to a live session, and a reset is its logout', () => {
    const session = createSession({ embedId: EMBED });
    session.load();
    session.setUser({ id: 'ann', email: 'ann@acme.com' });
    const drift = make();
    drift.identify('user_1');
    drift.track('event');
    drift.reset();
    drift.unload();
    drift.api.openChat();
    expect([codes(), session.identity.status]).toEqual([['conflict', 'conflict', 'conflict'], 'anonymous']);
    const second = createSession({ embedId: EMBED });
    second.load();
    expect(second.state).toMatchObject({ status: 'failed', error: { code: 'conflict' } });
    session.close();
  });
});

describe('failing', () => {
  it('reports a script error at once, tries again with a new tag, and gives up with the code', async () => {
    const vendor = createScriptedDrift();
    const drift = make({ retries: 2 });
    drift.load();
    vendor.fail();
    expect(codes()).toEqual(['blocked']);
    expect(vendor.scripts()).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1000);
    vendor.fail();
    await vi.advanceTimersByTimeAsync(3000);
    vendor.fail();
    expect(drift.state).toMatchObject({ status: 'failed', error: { code: 'blocked' } });
    await expect(drift.ready).rejects.toMatchObject({ code: 'blocked' });
  });

  it('ends silence at the timeout, takes its entries back, and really loads again', async () => {
    const vendor = createScriptedDrift();
    const drift = make({ timeout: 3000 });
    drift.config({ locale: 'de' });
    drift.identify('user_1');
    drift.load();
    expect(window.drift?.map(([method]) => method)).toEqual(['config', 'identify', 'on']);
    await vi.advanceTimersByTimeAsync(3000);
    expect(drift.state).toMatchObject({ status: 'failed', error: { code: 'timeout' } });
    expect(window.drift).toHaveLength(0);
    drift.load();
    vendor.come();
    expect(drift.state.status).toBe('ready');
    expect(vendor.contact).toBe('user_1');
    await expect(drift.ready).resolves.toBeDefined();
  });

  it('says within a second that a script ran and left no Drift', async () => {
    const drift = make();
    drift.load();
    createScriptedDrift().scripts()[0]?.dispatchEvent(new Event('load'));
    await vi.advanceTimersByTimeAsync(999);
    expect(drift.state).toMatchObject({ status: 'failed', error: { code: 'no_drift' } });
  });

  it('gives a script that ran some time to install Drift', async () => {
    const vendor = createScriptedDrift();
    const drift = make();
    drift.load();
    vendor.scripts()[0]?.dispatchEvent(new Event('load'));
    await vi.advanceTimersByTimeAsync(700);
    vendor.come();
    await vi.advanceTimersByTimeAsync(1000);
    expect([drift.state.status, errors]).toEqual(['ready', []]);
  });

  it('welcomes a Drift that comes after it was given up', async () => {
    const vendor = createScriptedDrift();
    const drift = make({ timeout: 1000 });
    drift.config({ locale: 'de' });
    drift.load();
    await vi.advanceTimersByTimeAsync(1000);
    vendor.come();
    await vi.advanceTimersByTimeAsync(0);
    drift.track('after');
    expect(drift.state.status).toBe('ready');
    expect(vendor.ledger.map(({ what }) => what)).toEqual(['born', 'config', 'track']);
  });

  it('identifies the person on a Drift that comes after it was given up, before the calls made since', async () => {
    const vendor = createScriptedDrift();
    const drift = make({ timeout: 1000 });
    drift.identify('ann', { email: 'ann@acme.com' });
    drift.load();
    await vi.advanceTimersByTimeAsync(1000);
    expect(drift.state.status).toBe('failed');
    drift.track('since');
    vendor.come();
    await vi.advanceTimersByTimeAsync(0);
    expect(vendor.ledger.at(-1)).toMatchObject({ what: 'track', contact: 'ann' });
  });

  it('says which calls a failure cost', async () => {
    const drift = make({ timeout: 1000 });
    drift.load();
    drift.track('a');
    drift.api.openChat();
    await vi.advanceTimersByTimeAsync(1000);
    expect(errors.at(-1)).toMatchObject({ code: 'timeout', calls: ['track', 'api.openChat'] });
  });
});

describe('calling', () => {
  it('delivers early calls in call order, with what they were given at the call', () => {
    const vendor = createScriptedDrift();
    const drift = make();
    const { track, page, api } = drift;
    const attributes = { plan: 'pro' };
    track('first', attributes);
    attributes.plan = 'changed';
    page('/one');
    api.openChat();
    page('/two');
    track('last');
    drift.load();
    vendor.come();
    expect(vendor.ledger.slice(1).map(({ what, detail }) => [what, detail])).toEqual([
      ['track', { event: 'first', plan: 'pro' }],
      ['api', 'openChat'],
      ['page', '/two'],
      ['track', { event: 'last' }],
    ]);
  });

  it('goes on when a vendor method throws, and reports it with its cause', () => {
    const vendor = createScriptedDrift();
    const drift = make();
    drift.load();
    drift.track('one');
    drift.track('two');
    vendor.arrive();
    const track = window.drift as unknown as { track: (event: string) => void };
    const real = track.track;
    track.track = (event) => {
      if (event === 'one') throw new Error('vendor bug');
      real(event);
    };
    vendor.ready();
    expect(vendor.ledger.at(-1)).toMatchObject({ what: 'track', detail: { event: 'two' } });
    expect(errors).toMatchObject([{ code: 'callback_threw', cause: { message: 'vendor bug' } }]);
  });

  it.each([
    ['track without a name', (drift: Drift) => drift.track('')],
    ['config without an object', (drift: Drift) => drift.config(null as never)],
    ['a conversation id that is not a number', (drift: Drift) => drift.api.goToConversation('7' as never)],
    [
      'an interaction id that is not a number',
      (drift: Drift) => drift.api.startInteraction({ interactionId: '7' as never }),
    ],
    ['a listener that is not a function', (drift: Drift) => void drift.on('ready', undefined as never)],
  ])('refuses %s, which Drift would drop, and never throws', (_, call) => {
    const vendor = createScriptedDrift();
    const drift = make();
    call(drift);
    drift.load();
    vendor.come();
    expect(codes()).toEqual(['bad_call']);
    expect(vendor.ledger.map(({ what }) => what)).toEqual(['born']);
  });

  it('refuses what exceeds maxQueue, and says what', () => {
    const drift = make({ maxQueue: 2 });
    drift.track('a');
    drift.track('b');
    drift.track('c');
    expect(errors).toMatchObject([{ code: 'queue_full', calls: ['track'] }]);
  });

  it('keeps listeners over reset and reload without doubling, and stops for good', () => {
    const vendor = createScriptedDrift({ handlersAfterReset: 'kept' });
    const drift = make();
    const listener = vi.fn();
    const off = drift.on('chatOpen', listener);
    drift.load();
    vendor.come();
    drift.reset();
    vendor.ready();
    vendor.emit('chatOpen');
    expect(listener).toHaveBeenCalledTimes(1);
    drift.unload();
    drift.load();
    vendor.come();
    vendor.emit('chatOpen');
    expect(listener).toHaveBeenCalledTimes(2);
    off();
    vendor.emit('chatOpen');
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('keeps listeners where a reset drops the handlers', async () => {
    const vendor = createScriptedDrift({ handlersAfterReset: 'gone' });
    const drift = make();
    const listener = vi.fn();
    drift.on('chatOpen', listener);
    drift.load();
    vendor.come();
    drift.reset();
    vendor.ready();
    await vi.advanceTimersByTimeAsync(5000); // nobody was left to hear the second ready
    vendor.come();
    vendor.emit('chatOpen');
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('tells each Drift before it boots all that was configured, and whether it is to be seen', () => {
    const vendor = createScriptedDrift();
    const drift = make({ config: { locale: 'de', verticalOffset: 1 } });
    drift.config({ verticalOffset: 2 });
    drift.show();
    drift.hide();
    drift.load();
    drift.unload();
    drift.load();
    expect(window.drift?.slice(0, -1)).toEqual([['config', { locale: 'de', verticalOffset: 2 }], ['hide']]);
    vendor.come();
    expect(drift.state.status).toBe('ready');
  });

  it('calls a listener of ready once for each Drift, also when a reset brings another ready', () => {
    const vendor = createScriptedDrift();
    const drift = make();
    const listener = vi.fn();
    drift.on('ready', listener);
    drift.load();
    vendor.come();
    drift.reset();
    vendor.ready();
    expect([drift.state.status, listener.mock.calls.length]).toEqual(['ready', 1]);
  });

  it('calls a late listener of ready, and not a removed listener', async () => {
    const vendor = createScriptedDrift();
    const drift = make();
    drift.load();
    vendor.come();
    const [late, left] = [vi.fn(), vi.fn()];
    drift.once('ready', late);
    drift.on('ready', left)();
    await vi.advanceTimersByTimeAsync(0);
    expect([late.mock.calls.length, left.mock.calls.length]).toEqual([1, 0]);
  });

  it('reports a throwing listener and calls the next one', () => {
    const vendor = createScriptedDrift();
    const drift = make();
    const next = vi.fn();
    drift.on('chatOpen', () => {
      throw new Error('page bug');
    });
    drift.on('chatOpen', next);
    drift.load();
    vendor.come();
    vendor.emit('chatOpen');
    expect(next).toHaveBeenCalledOnce();
    expect(codes()).toEqual(['callback_threw']);
  });
});

describe('unloading', () => {
  it('from within the news of ready tells nobody ready any more, and says what it cost', () => {
    const vendor = createScriptedDrift();
    const drift = make();
    const ready = vi.fn();
    drift.on('ready', ready);
    drift.subscribe(({ status }) => status === 'ready' && drift.unload());
    drift.load();
    drift.track('early');
    vendor.come();
    expect([ready.mock.calls, drift.state.status]).toEqual([[], 'idle']);
    expect(errors.map(({ code, calls }) => [code, calls])).toEqual([['unloaded', ['track']]]);
  });

  it('takes tag, frames and globals down, reports what waited, and allows load', async () => {
    const vendor = createScriptedDrift();
    const drift = make();
    drift.load();
    drift.track('waiting');
    const pending = drift.ready;
    drift.unload();
    expect(errors).toMatchObject([{ code: 'unloaded', calls: ['track'] }]);
    await expect(pending).rejects.toMatchObject({ code: 'unloaded' });
    expect([window.drift, document.scripts.length, drift.state.status]).toEqual([undefined, 0, 'idle']);
    drift.load();
    vendor.come();
    expect(drift.state.status).toBe('ready');
    drift.unload();
    expect(document.querySelectorAll('.drift-conductor-item')).toHaveLength(0);
  });
});

describe('identify and reset', () => {
  it('puts an early identify into the boot lane, with the token in the third argument', () => {
    const vendor = createScriptedDrift();
    const drift = make();
    drift.identify('user_1', { email: 'a@b.co' }, { userJwt: 'h.p.s' });
    drift.load();
    expect(window.drift?.at(-2)).toEqual(['identify', 'user_1', { email: 'a@b.co' }, { userJwt: 'h.p.s' }]);
    vendor.come();
    expect(vendor.ledger.map(({ what, contact }) => [what, contact])).toEqual([
      ['identify', null],
      ['born', 'user_1'],
    ]);
  });

  it('closes the gate while resetting, and opens it with the ready that follows', () => {
    const vendor = createScriptedDrift();
    const drift = make();
    drift.identify('user_1');
    drift.load();
    vendor.come();
    drift.reset();
    drift.track('stranger');
    expect([drift.state.status, vendor.ledger.at(-1)?.what]).toEqual(['resetting', 'reset']);
    vendor.ready();
    expect(vendor.ledger.at(-1)).toMatchObject({ what: 'track', contact: null });
  });

  it('takes an early identify back when reset comes first, with the calls made for that person', () => {
    const vendor = createScriptedDrift();
    const drift = make();
    drift.load();
    drift.identify('user_1');
    drift.track('private');
    drift.reset();
    vendor.come();
    expect(vendor.ledger.map(({ what, contact }) => [what, contact])).toEqual([['born', null]]);
    expect(errors).toMatchObject([{ code: 'superseded', calls: ['track'] }]);
    expect(cookie('drift_eid')).toBeUndefined();
  });

  it.each([undefined, null, '', ' ', 'undefined', 'null', '[object Object]', {}, 2 ** 60])(
    'refuses %o as an id',
    (id) => {
      const drift = make();
      drift.identify(id as string);
      expect(codes()).toEqual(['bad_call']);
    },
  );
});
