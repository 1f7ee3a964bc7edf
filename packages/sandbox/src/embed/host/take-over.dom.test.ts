// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Account } from './account';
import { loadNothing } from './load-nothing-for-test';
import type { Widget } from './widget';
import { DEFAULT_ASSUMPTIONS } from '../../settings/assumptions';

const widget = { init: vi.fn(), call: vi.fn(), on: vi.fn(), off: vi.fn(), unload: vi.fn() };
vi.mock('./widget', () => ({ createWidget: (): Widget => widget }));
const { takeOver } = await import('./take-over');

loadNothing();

type Global = unknown[] & Record<string, unknown>;
const page = window as unknown as { drift?: Global; driftt?: Global };
const account: Account = {
  embedId: 'sandbox0drft',
  start: 'alone',
  assumptions: { ...DEFAULT_ASSUMPTIONS },
  faults: { cookies: 'none', events: 'none' },
};
const run = (changes: Partial<Account> = {}): void =>
  takeOver({ ...account, ...changes }, 'http://127.0.0.1:4100');

beforeEach(() => {
  delete page.drift;
  delete page.driftt;
  for (const spy of Object.values(widget)) spy.mockClear();
});

const array = { assumptions: { ...DEFAULT_ASSUMPTIONS, loadedGlobal: 'array' } } as const;

test.each(['array', 'function'] as const)(
  'loadedGlobal %s: the queue is drained in order',
  (loadedGlobal) => {
    const handler = vi.fn();
    const queue = [
      ['on', 'ready', handler],
      ['identify', 'user_1', {}],
      ['off', 'ready'],
      ['track', 'x'],
    ] as unknown as Global;
    page.driftt = queue;
    run({ assumptions: { ...DEFAULT_ASSUMPTIONS, loadedGlobal } });
    expect(page.drift).toBe(page.driftt);
    expect(page.drift === queue).toBe(loadedGlobal === 'array');
    expect(queue).toHaveLength(0);
    expect(widget.on).toHaveBeenCalledWith('ready', handler);
    expect(widget.off).toHaveBeenCalledWith('ready', undefined);
    expect(widget.call.mock.calls).toEqual([
      ['identify', ['user_1', {}]],
      ['track', ['x']],
    ]);
    expect(widget.init).toHaveBeenCalledTimes(1);
  },
);

test('loadedGlobal function: the live Drift is called by name, and has what the snippet left on the array', () => {
  const load = (): void => undefined;
  page.driftt = Object.assign([], { load, SNIPPET_VERSION: '0.3.1', name: 'x' }) as unknown as Global;
  run();
  const drift = page.drift as unknown as ((...args: unknown[]) => unknown) & Record<string, unknown>;
  expect([drift['load'], drift['SNIPPET_VERSION'], drift.name]).toEqual([load, '0.3.1', 'x']);
  expect(drift('collectFormData', { email: 'a@b.c' }, { campaignId: 5 })).toBeUndefined();
  expect(widget.call).toHaveBeenCalledWith('collectFormData', [{ email: 'a@b.c' }, { campaignId: 5 }]);
  const handler = vi.fn();
  drift('on', 'ready', handler);
  expect(widget.on).toHaveBeenCalledWith('ready', handler);
  run();
  expect(page.drift).toBe(drift);
});

test('loadedGlobal array: window.drift is not a function', () => {
  page.driftt = [] as unknown as Global;
  run(array);
  expect(typeof page.drift).toBe('object');
});

describe('a script that is the same for all accounts', () => {
  const atInit = (): void => run({ start: 'at_init' });
  /** As snippet 1.0.0 leaves it: a function that queues lists under `__q`, and `init` called by `load`. */
  const shim = (...queued: unknown[][]): ((...args: unknown[]) => void) => {
    const drift = Object.assign((...args: unknown[]) => void drift.__q.push(args), { __q: queued });
    page.drift = drift as never;
    return drift;
  };

  test('starts when the page calls init with the embed id, before it came or after', () => {
    shim(['on', 'ready', () => undefined], ['init', 'sandbox0drft'], ['track', 'x']);
    atInit();
    expect(widget.init).toHaveBeenCalledTimes(1);
    expect(widget.call).toHaveBeenCalledWith('track', ['x']);
    const drift = page.drift as Global;
    (drift['init'] as (id: string) => void)('sandbox0drft');
    expect(widget.init).toHaveBeenCalledTimes(2);
  });

  test('the script for all accounts starts only at init with a known embed id', () => {
    const drift = shim(['init', 'another0one1']);
    atInit();
    drift('init');
    atInit();
    expect(widget.init).not.toHaveBeenCalled();
    drift('init', 'sandbox0drft');
    expect(widget.init).toHaveBeenCalledTimes(1);
  });

  test('a script of the account that comes later starts it', () => {
    shim();
    atInit();
    run();
    expect(widget.init).toHaveBeenCalledTimes(1);
  });
});

test('garbage in the queue is passed over', () => {
  page.driftt = ['track', [], [5], null, ['track', 'x']] as unknown as Global;
  run();
  expect(widget.call).toHaveBeenCalledTimes(1);
});

test('the stubs are replaced, and the load of the snippet stays', () => {
  const load = (): void => undefined;
  const stub = (): void => undefined;
  page.driftt = Object.assign([], { load, track: stub, identify: stub }) as unknown as Global;
  run();
  const drift = page.drift as Global;
  expect(drift['load']).toBe(load);
  expect(drift['track']).not.toBe(stub);
  (drift['track'] as (event: string) => void)('x');
  expect(widget.call).toHaveBeenCalledWith('track', ['x']);
});

test('without a snippet there is a Drift all the same, with a load of its own', () => {
  run();
  const drift = page.drift as Global;
  expect(page.driftt).toBe(drift);
  (drift['load'] as (id: string) => void)('sandbox0drft');
  expect(document.querySelector('script')?.src).toMatch(
    /^http:\/\/127\.0\.0\.1:4100\/include\/\d+00000\/sandbox0drft\.js$/,
  );
});

test('where a Drift already lives it is only asked to start', () => {
  run();
  const drift = page.drift;
  run();
  expect(page.drift).toBe(drift);
  expect(widget.init).toHaveBeenCalledTimes(2);
});

test('a stub named init is replaced like the other stubs', () => {
  const stub = vi.fn();
  page.drift = page.driftt = Object.assign([['init', 'sandbox0drft']], { init: stub }) as never;
  run();
  expect(stub).not.toHaveBeenCalled();
  expect((page.drift as Global)['init']).not.toBe(stub);
  expect(widget.init).toHaveBeenCalled();
});

test.each([true, false])('unload: %s decides whether it is there', (unload) => {
  run({ assumptions: { ...DEFAULT_ASSUMPTIONS, unload } });
  expect('unload' in (page.drift as Global)).toBe(unload);
});
