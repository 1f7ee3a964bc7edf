// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from '../../assumptions';
import type { Account } from './account';
import { loadNothing } from './load-nothing-for-test';
import type { Widget } from './widget';

const widget = { init: vi.fn(), call: vi.fn(), on: vi.fn(), off: vi.fn(), unload: vi.fn() };
vi.mock('./widget', () => ({ createWidget: (): Widget => widget }));
const { takeOver } = await import('./take-over');

loadNothing();

type Global = unknown[] & Record<string, unknown>;
const page = window as unknown as { drift?: Global; driftt?: Global };
const account: Account = {
  embedId: 'sandbox0drft',
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

test("the snippet's array becomes the live Drift under both names, and its queue is drained in order", () => {
  const handler = vi.fn();
  const queue = [
    ['on', 'ready', handler],
    ['identify', 'user_1', {}],
    ['off', 'ready'],
    ['track', 'x'],
  ] as unknown as Global;
  page.driftt = queue;
  run();
  expect(page.drift).toBe(queue);
  expect(page.driftt).toBe(queue);
  expect(queue).toHaveLength(0);
  expect(widget.on).toHaveBeenCalledWith('ready', handler);
  expect(widget.off).toHaveBeenCalledWith('ready', undefined);
  expect(widget.call.mock.calls).toEqual([
    ['identify', ['user_1', {}]],
    ['track', ['x']],
  ]);
  expect(widget.init).toHaveBeenCalledTimes(1);
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

test('a stub named init is no live Drift: it is replaced as the others are', () => {
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
