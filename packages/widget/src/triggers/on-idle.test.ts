import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onIdle } from './on-idle';

let pending: Map<number, () => void>;
let readyState: DocumentReadyState;
const say = vi.fn();
const fail = vi.fn();

/** The browser's idle periods, in our hands. */
function withIdleCallbacks(): void {
  let requests = 0;
  vi.stubGlobal('requestIdleCallback', (run: () => void) => {
    pending.set(++requests, run);
    return requests;
  });
  vi.stubGlobal('cancelIdleCallback', (request: number) => pending.delete(request));
}
const becomeIdle = (): void => [...pending.values()].forEach((run) => run());
const finishLoading = (): void => {
  readyState = 'complete';
  window.dispatchEvent(new Event('load'));
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, 'readyState', 'get').mockImplementation(() => readyState);
  readyState = 'complete';
  pending = new Map();
  say.mockReset();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('says yes once, when the browser is idle', () => {
  withIdleCallbacks();
  onIdle().start(say, fail);
  vi.advanceTimersByTime(4999);
  expect(say).not.toHaveBeenCalled();
  becomeIdle();
  vi.advanceTimersByTime(60_000);
  expect(say.mock.calls).toEqual([[true]]);
});

it('asks for an idle moment only when the page has loaded', () => {
  withIdleCallbacks();
  readyState = 'interactive';
  onIdle().start(say, fail);
  expect(pending.size).toBe(0);
  finishLoading();
  becomeIdle();
  expect(say).toHaveBeenCalledOnce();
});

it('says yes after the timeout on a page that is never idle', () => {
  withIdleCallbacks();
  onIdle({ timeout: 3000 }).start(say, fail);
  vi.advanceTimersByTime(2999);
  expect(say).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(say).toHaveBeenCalledOnce();
});

it('says yes after the timeout on a page that never finishes loading', () => {
  withIdleCallbacks();
  readyState = 'interactive';
  onIdle({ timeout: 3000 }).start(say, fail);
  vi.advanceTimersByTime(3000);
  expect(say).toHaveBeenCalledOnce();
});

it('takes a pause after the load event where the browser cannot tell when it is idle', () => {
  readyState = 'loading';
  onIdle().start(say, fail);
  vi.advanceTimersByTime(1000);
  finishLoading();
  vi.advanceTimersByTime(199);
  expect(say).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(say).toHaveBeenCalledOnce();
});

it.each([
  ['is loading', 'loading' as const, withIdleCallbacks],
  ['has loaded', 'complete' as const, withIdleCallbacks],
  ['has loaded in Safari', 'complete' as const, () => undefined],
])('leaves no timer, request or listener behind when it is stopped while the page %s', (_, state, setUp) => {
  setUp();
  readyState = state;
  const stop = onIdle().start(say, fail);
  stop();
  expect([vi.getTimerCount(), pending.size]).toEqual([0, 0]);
  finishLoading();
  expect([vi.getTimerCount(), pending.size]).toEqual([0, 0]);
  expect(say).not.toHaveBeenCalled();
});

it('leaves nothing behind once it has said yes', () => {
  withIdleCallbacks();
  onIdle({ timeout: 10 }).start(say, fail);
  vi.advanceTimersByTime(10);
  expect([vi.getTimerCount(), pending.size]).toEqual([0, 0]);
});

it.each([['5000'], [-1], [NaN], [Infinity], [null]])('throws a TypeError for the timeout %s', (timeout) => {
  expect(() => onIdle({ timeout: timeout as number })).toThrow(TypeError);
  expect(() => onIdle({ timeout: timeout as number })).toThrow(/onIdle wants a timeout/);
});
