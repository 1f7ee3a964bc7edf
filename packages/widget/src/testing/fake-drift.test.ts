import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDrift } from '../drift';
import type { Drift } from '../drift';
import type { DriftError, DriftErrorCode } from '../errors';
import { createSession } from '../session/session';
import type { Session } from '../session/session';
import type { VendorDrift } from '../vendor';
import { createFakeDrift } from './fake-drift';
import type { FakeDrift, FakeFailure } from './fake-drift';

const options = { embedId: 'abcdefgh1234' };
let fake: FakeDrift;
let errors: DriftError[];
let drift: Drift;
let session: Session | undefined;

const make = (more: Partial<Parameters<typeof createDrift>[0]> = {}): Drift =>
  (drift = createDrift({ ...options, onError: (error) => errors.push(error), ...more }));
const makeSession = (more: Partial<Parameters<typeof createSession>[0]> = {}): Session =>
  (session = createSession({ ...options, onError: (error) => errors.push(error), ...more }));
const cookie = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
const codes = (): DriftErrorCode[] => errors.map(({ code }) => code);

beforeEach(() => {
  errors = [];
  vi.spyOn(console, 'error').mockImplementation(() => undefined); // driftkit's own reports
});
afterEach(() => {
  session?.close();
  session = undefined;
  fake.uninstall();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('coming up by itself', () => {
  beforeEach(() => {
    fake = createFakeDrift();
  });

  it('is absent until something asks for its script', async () => {
    make();
    await Promise.resolve();
    expect([fake.status, fake.calls, window.drift]).toEqual(['absent', [], undefined]);
  });

  it('takes what was queued before what waited, each in call order', async () => {
    make({ config: { locale: 'en' } });
    drift.track('first');
    drift.identify('user_1', { email: 'jane@acme.com' });
    drift.load();
    drift.api.openChat();
    drift.track('second', { plan: 'pro' });
    expect([fake.status, fake.calls]).toEqual(['loading', []]);
    await drift.ready;
    expect(fake.calls).toEqual([
      ['config', { locale: 'en' }],
      ['identify', 'user_1', { email: 'jane@acme.com' }],
      ['track', 'first'],
      ['api.openChat'],
      ['track', 'second', { plan: 'pro' }],
    ]);
    expect([fake.status, fake.contact]).toEqual(['ready', 'user_1']);
  });

  it('replaces the stubs by live methods on the same object', async () => {
    make().load();
    const before = window.drift;
    const stub = before?.on;
    await drift.ready;
    expect(window.drift).toBe(before);
    expect(window.driftt).toBe(before);
    expect(before?.on).not.toBe(stub);
    expect(before).toMatchObject({ hasInitialized: true, allFramesReady: true, embedId: options.embedId });
    expect(before).toHaveLength(0);
  });

  it('works under fake timers without advancing them', async () => {
    vi.useFakeTimers();
    make().load();
    await drift.ready;
    expect(drift.state.status).toBe('ready');
  });

  it('hands the payload of ready over twice, as Drift does, with what the test wants to be different', async () => {
    fake.uninstall();
    fake = createFakeDrift({ readyPayload: { isOnline: false } });
    make().load();
    const { payload } = await drift.ready;
    expect(payload).toMatchObject({ isOnline: false, widgetVisible: true, data: { isOnline: false } });
  });

  it('calls a late listener of ready, later', async () => {
    make().load();
    await drift.ready;
    const listener = vi.fn();
    window.drift?.on?.('ready', listener);
    expect(listener).not.toHaveBeenCalled();
    await Promise.resolve();
    expect(listener).toHaveBeenCalledOnce();
  });

  it('answers the official snippet, which knows nothing of driftkit', async () => {
    const script = document.createElement('script');
    window.drift = window.driftt = [['track', 'early']] as unknown as VendorDrift;
    script.type = 'text/javascript';
    script.setAttribute('src', 'https://js.driftt.com/include/1700000100000/abcdefgh1234.js');
    const loaded = vi.fn();
    script.addEventListener('load', loaded);
    document.head.insertBefore(script, null);
    await fake.ready();
    expect([fake.calls, loaded.mock.calls.length]).toEqual([[['track', 'early']], 1]);
  });

  it('answers a script that comes onto the page later than its address', async () => {
    const script = document.createElement('script');
    script.src = 'https://js.driftt.com/include/1700000100000/abcdefgh1234.js';
    await Promise.resolve();
    expect(fake.status).toBe('absent');
    document.head.append(script);
    await new Promise((resolve) => script.addEventListener('load', resolve));
    expect(fake.status).toBe('loading');
  });

  it('keeps the Drift that is there when a second script asks for one', async () => {
    make().load();
    drift.identify('user_1', { name: 'Jane' });
    await drift.ready;
    const script = document.createElement('script');
    script.src = 'https://js.driftt.com/include/1700000100000/abcdefgh1234.js';
    document.head.append(script);
    await new Promise((resolve) => script.addEventListener('load', resolve));
    expect([fake.status, fake.contact]).toEqual(['ready', 'user_1']);
  });

  it('holds whom the cookies of an earlier visit name', async () => {
    document.cookie = 'drift_eid=user_1; path=/';
    document.cookie = 'drift_aid=of-the-first-visit; path=/';
    make().load();
    await drift.ready;
    expect([fake.contact, cookie('drift_aid')]).toEqual(['user_1', 'of-the-first-visit']);
  });

  it('lets the contact go in a reset, and starts over with another visitor', async () => {
    make().load();
    drift.identify('user_1', { name: 'Jane' });
    await drift.ready;
    const before = cookie('drift_aid');
    expect(cookie('drift_eid')).toBe('user_1');
    drift.reset();
    await fake.ready();
    expect([fake.contact, cookie('drift_eid')]).toEqual([null, undefined]);
    expect(cookie('drift_aid')).not.toBe(before);
  });

  it('has listeners of its own, which can be taken off one by one or all together', async () => {
    make().load();
    await drift.ready;
    const [one, two, three] = [vi.fn(), vi.fn(), vi.fn()];
    for (const listener of [one, two, three]) window.drift?.on?.('chatOpen', listener);
    window.drift?.off?.('chatOpen', one);
    fake.emit('chatOpen');
    window.drift?.off?.('chatOpen');
    fake.emit('chatOpen');
    expect([one, two, three].map(({ mock }) => mock.calls.length)).toEqual([0, 1, 1]);
  });

  it('answers whatever address the loader uses', async () => {
    make({ scriptUrl: () => 'https://chat.acme.com/d.js' }).load();
    await drift.ready;
    expect(fake.status).toBe('ready');
  });

  it('leaves scripts of others alone', () => {
    const script = document.createElement('script');
    script.src = 'https://example.com/include.js';
    script.setAttribute('id', 'other');
    expect([script.type, script.src, script.id]).toEqual(['', 'https://example.com/include.js', 'other']);
  });

  it('calls typed listeners with the payload of their event, and none that has let go', async () => {
    make().load();
    const [listener, gone] = [vi.fn(), vi.fn()];
    drift.on('emailCapture', listener);
    drift.on('emailCapture', gone)();
    await drift.ready;
    const payload = { conversationId: 1, data: { email: 'jane@acme.com' } };
    fake.emit('emailCapture', payload);
    fake.emit('chatOpen');
    expect(listener.mock.calls).toEqual([[payload]]);
    expect(gone).not.toHaveBeenCalled();
    // @ts-expect-error the event has a payload
    fake.emit('message:sent');
    // @ts-expect-error there is no such event
    fake.emit('emailcapture', payload);
  });

  it('comes up again after an unload', async () => {
    make().load();
    await drift.ready;
    const gone = vi.fn();
    window.drift?.on?.('chatOpen', gone);
    drift.unload();
    expect([fake.status, fake.contact, window.drift]).toEqual(['absent', null, undefined]);
    drift.load();
    drift.track('again');
    await drift.ready;
    expect(fake.calls).toEqual([['track', 'again']]);
    fake.emit('chatOpen');
    expect(gone).not.toHaveBeenCalled();
  });
});

describe('coming up when it is told to', () => {
  beforeEach(() => {
    fake = createFakeDrift({ autoReady: false });
  });

  it('drains the queue at once, and says ready later', async () => {
    make({ config: { locale: 'en' } }).load();
    await Promise.resolve();
    expect([fake.status, fake.calls]).toEqual(['loading', []]);
    const up = fake.ready();
    expect([drift.state.status, fake.calls]).toEqual(['loading', [['config', { locale: 'en' }]]]);
    await up;
    expect([drift.state.status, fake.status]).toEqual(['ready', 'ready']);
  });

  it('waits for a script that is not asked for yet', async () => {
    const up = fake.ready();
    make();
    await Promise.resolve();
    drift.load();
    await up;
    expect(drift.state.status).toBe('ready');
  });

  it('is ready already when it is told twice', async () => {
    make().load();
    await Promise.all([fake.ready(), fake.ready()]);
    await fake.ready();
    expect(fake.status).toBe('ready');
  });

  it('stays in a reset until it is told, with the gate closed', async () => {
    make().load();
    drift.identify('user_1', { name: 'Jane' });
    await fake.ready();
    drift.reset();
    drift.track('of the next visitor');
    await Promise.resolve();
    expect([drift.state.status, fake.status, fake.contact]).toEqual(['resetting', 'resetting', null]);
    await fake.ready();
    expect(drift.state.status).toBe('ready');
    expect(fake.calls.slice(-2)).toEqual([['reset'], ['track', 'of the next visitor']]);
  });

  it('emits nothing before it is there', () => {
    make().load();
    expect(() => fake.emit('chatOpen')).toThrow('Drift is loading; await fake.ready() first');
  });

  it('can fail a script that has waited for its answer', async () => {
    make({ retries: 0 }).load();
    await Promise.resolve();
    fake.failWith('blocked');
    expect(drift.state.status).toBe('failed');
  });

  it('rejects for who waits for a Drift that nothing asked for', async () => {
    const up = fake.ready();
    fake.uninstall();
    await expect(up).rejects.toThrow('uninstalled before anything asked for its script');
  });
});

describe('failing', () => {
  const failures: [FakeFailure & DriftErrorCode][] = [['blocked'], ['offline'], ['timeout'], ['no_drift']];
  beforeEach(() => {
    vi.useFakeTimers();
    fake = createFakeDrift();
  });

  it.each(failures)(
    'is reported as %s when it was decided before the script is asked for',
    async (failure) => {
      fake.failWith(failure);
      make().load();
      await vi.advanceTimersByTimeAsync(20_000);
      expect(drift.state).toMatchObject({ status: 'failed', error: { code: failure } });
      expect(fake.calls).toEqual([]);
    },
  );

  it.each(failures)('is reported as %s when the script waits for its answer already', async (failure) => {
    make({ retries: 0 }).load();
    fake.failWith(failure);
    expect(navigator.onLine).toBe(failure !== 'offline');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(codes()).toEqual([failure]);
  });

  it.each(failures)('ends when Drift is told to come up: %s', async (failure) => {
    fake.failWith(failure);
    make({ retries: 0 }).load();
    await vi.advanceTimersByTimeAsync(20_000);
    const up = fake.ready();
    drift.unload();
    drift.load();
    drift.track('after all');
    await up;
    expect([drift.state.status, fake.calls, navigator.onLine]).toEqual([
      'ready',
      [['track', 'after all']],
      true,
    ]);
  });

  it('lets a retry succeed when it ends in time', async () => {
    fake.failWith('blocked');
    make().load();
    await vi.advanceTimersByTimeAsync(0);
    const up = fake.ready();
    await vi.advanceTimersByTimeAsync(5000);
    await up;
    expect(drift.state.status).toBe('ready');
  });

  it('leaves a reset unanswered', async () => {
    make().load();
    await drift.ready;
    fake.failWith('reset_unsettled');
    drift.reset();
    await vi.advanceTimersByTimeAsync(6000);
    expect(codes()).toEqual(['reset_unsettled']);
    expect(drift.state.status).toBe('ready'); // driftkit has loaded it afresh
  });
});

describe('a session', () => {
  const jane = { id: 'user_1', email: 'jane@acme.com' };
  const john = { id: 'user_2', name: 'John' };
  beforeEach(() => {
    fake = createFakeDrift();
  });

  it('logs in and out, and Drift holds nobody afterwards', async () => {
    makeSession().load();
    await expect(session?.login(jane)).resolves.toMatchObject({ status: 'identified' });
    expect(fake.contact).toBe('user_1');
    await expect(session?.logout()).resolves.toMatchObject({ status: 'anonymous' });
    expect([fake.contact, fake.status]).toEqual([null, 'ready']);
    expect(fake.calls.map(([method]) => method)).toEqual(['identify', 'reset']);
  });

  it('switches accounts with a reset in between', async () => {
    makeSession().load();
    await session?.login(jane);
    await session?.login(john);
    expect(fake.calls).toEqual([
      ['identify', 'user_1', { email: 'jane@acme.com' }],
      ['reset'],
      ['identify', 'user_2', { name: 'John' }],
    ]);
    expect(fake.contact).toBe('user_2');
  });

  it('switches accounts by loading afresh', async () => {
    makeSession({ identityChange: 'reload' }).load();
    await session?.login(jane);
    await session?.login(john);
    expect([fake.contact, fake.status]).toEqual(['user_2', 'ready']);
  });

  it('fails as the network fails', async () => {
    fake.failWith('blocked');
    makeSession({ retries: 0 }).load();
    await expect(session?.login(jane)).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'blocked' },
    });
    expect(fake.contact).toBeNull();
  });
});

describe('the page', () => {
  it('is as if neither Drift nor driftkit had ever been there', async () => {
    fake = createFakeDrift();
    makeSession().load();
    await session?.login({ id: 'user_1', name: 'Jane' });
    localStorage.setItem('DRIFT_visitCounts', '{}');
    localStorage.setItem('mine', '1');
    document.cookie = 'mine=1; path=/';
    document.cookie = `driftkit_user=x; path=/; domain=${location.hostname.split('.').slice(-2).join('.')}`;
    fake.failWith('offline');
    session?.close();
    fake.uninstall();
    expect([document.cookie, Object.keys(localStorage), document.scripts.length]).toEqual([
      'mine=1',
      ['mine'],
      0,
    ]);
    expect(['drift' in window, 'driftt' in window, navigator.onLine]).toEqual([false, false, true]);
    expect(
      Object.getOwnPropertySymbols(globalThis).filter((key) => key.description?.includes('driftkit')),
    ).toEqual([]);
    localStorage.removeItem('mine');
    document.cookie = 'mine=; path=/; max-age=-1';
  });

  it('has its script tags back', () => {
    const prototype = Object.getPrototypeOf(document.createElement('script')) as object;
    const before = Object.getOwnPropertyDescriptors(prototype);
    fake = createFakeDrift();
    expect(Object.getOwnPropertyDescriptors(prototype)).not.toEqual(before);
    fake.uninstall();
    expect(Object.getOwnPropertyDescriptors(prototype)).toEqual(before);
  });

  it('has one fake at a time', () => {
    fake = createFakeDrift();
    expect(() => createFakeDrift()).toThrow('call its uninstall() after each test');
    const before = fake;
    before.uninstall();
    fake = createFakeDrift();
    make().load();
    before.uninstall();
    expect([fake.status, window.drift === undefined]).toEqual(['loading', false]);
  });

  it('is cleaned by what `using` calls', () => {
    fake = createFakeDrift();
    fake[Symbol.dispose]();
    expect(() => createFakeDrift().uninstall()).not.toThrow();
  });

  it('keeps what was there before the fake out of the test', () => {
    window.drift = [['track', 'of another test']] as unknown as VendorDrift;
    document.cookie = 'drift_eid=somebody; path=/';
    fake = createFakeDrift();
    expect([window.drift, document.cookie]).toEqual([undefined, '']);
  });
});

it('is silent', async () => {
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((method) =>
    vi.spyOn(console, method),
  );
  fake = createFakeDrift();
  make().load();
  await drift.ready;
  drift.track('quietly');
  drift.unload();
  fake.uninstall();
  expect(spies.map(({ mock }) => mock.calls).flat()).toEqual([]);
});
