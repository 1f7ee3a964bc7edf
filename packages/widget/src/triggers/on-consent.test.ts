import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installTabBus } from '../../test-support/tab-bus';
import type { TabBus } from '../../test-support/tab-bus';
import { onConsent } from './on-consent';

const say = vi.fn();
const fail = vi.fn();
const settled = (): Promise<void> => Promise.resolve();

beforeEach(() => {
  say.mockReset();
  fail.mockReset();
});

describe('onConsent with a promise', () => {
  it.each([true, false])('says what it resolves with: %s', async (given) => {
    onConsent(Promise.resolve(given)).start(say, fail);
    await settled();
    expect(say.mock.calls).toEqual([[given]]);
  });

  it('takes a rejection for no consent, and tells of it', async () => {
    const cause = new Error('the banner could not be shown');
    onConsent(Promise.reject(cause)).start(say, fail);
    await settled();
    expect([say.mock.calls, fail.mock.calls]).toEqual([[], [[cause]]]);
  });

  it('says nothing after it was stopped', async () => {
    onConsent(Promise.resolve(true)).start(say, fail)();
    onConsent(Promise.reject(new Error('late'))).start(say, fail)();
    await settled();
    expect([say.mock.calls, fail.mock.calls]).toEqual([[], []]);
  });

  it('serves every start alike', async () => {
    const trigger = onConsent(Promise.resolve(true));
    trigger.start(say, fail)();
    trigger.start(say, fail);
    trigger.start(say, fail);
    await settled();
    expect(say).toHaveBeenCalledTimes(2);
  });
});

describe('onConsent with a subscribe function', () => {
  let listener: (given: boolean) => void;
  const unsubscribe = vi.fn();
  const subscribe = (given: typeof listener) => {
    listener = given;
    return unsubscribe;
  };
  beforeEach(() => unsubscribe.mockReset());

  it('says every answer, and takes a yes back', () => {
    onConsent(subscribe).start(say, fail);
    for (const given of [false, true, false, true]) listener(given);
    expect(say.mock.calls).toEqual([[false], [true], [false], [true]]);
    expect(fail).not.toHaveBeenCalled();
  });

  it('hears an answer that is given while it subscribes', () => {
    onConsent((tell) => tell(true)).start(say, fail);
    expect(say.mock.calls).toEqual([[true]]);
  });

  it('does not subscribe before it is started, and lets go once when it is stopped', () => {
    const watched = vi.fn(subscribe);
    const trigger = onConsent(watched);
    expect(watched).not.toHaveBeenCalled();
    trigger.start(say, fail)();
    expect(unsubscribe).toHaveBeenCalledOnce();
    listener(true);
    expect(say).not.toHaveBeenCalled();
  });

  it('can be stopped when the subscribe function returns no unsubscribe function', () => {
    const stop = onConsent((given: typeof listener) => {
      listener = given;
      return 7; // a subscription id, as some consent managers have it
    }).start(say, fail);
    stop();
    listener(true);
    expect(say).not.toHaveBeenCalled();
  });

  it.each(['granted', 'denied', 1, undefined, {}])('takes %o for no consent, and tells of it', (given) => {
    onConsent(subscribe).start(say, fail);
    listener(true);
    listener(given as unknown as boolean);
    expect(say.mock.calls).toEqual([[true], [false]]);
    expect(fail.mock.calls).toEqual([[expect.any(TypeError)]]);
  });
});

describe('onConsent in several tabs', () => {
  let bus: TabBus;
  let listener: (given: boolean) => void;
  beforeEach(() => {
    bus = installTabBus();
    onConsent((given) => void (listener = given)).start(say, fail);
  });
  afterEach(() => vi.unstubAllGlobals());

  it('tells the others of a withdrawal, once, and of nothing else', () => {
    for (const given of [false, true, false, false]) listener(given);
    expect(bus.said).toEqual([{ type: 'withdrawn' }]);
  });

  it('takes a withdrawal in another tab for its own, without an echo, until consent is given here', () => {
    listener(true);
    bus.say({ type: 'withdrawn' });
    listener(true);
    expect(say.mock.calls).toEqual([[true], [false], [true]]);
    expect(bus.said).toEqual([]);
  });

  it.each([null, 7, 'withdrawn', { type: 'given' }, []])('does not heed %o', (fact) => {
    listener(true);
    bus.say(fact);
    expect(say.mock.calls).toEqual([[true]]);
  });

  it('hears nothing once it is stopped', () => {
    const late = vi.fn();
    onConsent(() => undefined).start(late, fail)();
    bus.say({ type: 'withdrawn' });
    expect(late).not.toHaveBeenCalled();
  });
});

it('makes no network request', () => {
  const before = document.documentElement.outerHTML;
  onConsent(Promise.resolve(false)).start(say, fail);
  expect(document.documentElement.outerHTML).toBe(before);
});

it.each([true, null, undefined, 'granted', {}])('throws a TypeError for %o', (consent) => {
  const wrong = consent as Promise<boolean>;
  expect(() => onConsent(wrong)).toThrow(TypeError);
  expect(() => onConsent(wrong)).toThrow(/onConsent wants a promise/);
});
