// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import type { DriftGlobal } from './drift-global';
import { callableGlobal, drainQueue, sharedGlobal } from './drift-global';

const page = window as unknown as { drift?: unknown; driftt?: unknown };
const run = vi.fn<(method: string, args: readonly unknown[]) => void>();
beforeEach(() => {
  delete page.drift;
  delete page.driftt;
  run.mockClear();
});

/** The function style as its documents have it: a function that queues its `arguments` under `q`. */
function functionStub(): ((...args: unknown[]) => void) & { q?: unknown[] } {
  const drift = function (): void {
    // The style is about `arguments`, which no rest parameter is.
    // oxlint-disable-next-line prefer-rest-params
    (drift.q = drift.q ?? []).push(arguments);
  } as ((...args: unknown[]) => void) & { q?: unknown[] };
  return drift;
}

test('both names stand for one object, driftt before drift, an array where there was none', () => {
  const [old, newer] = [[], []];
  page.drift = old;
  page.driftt = newer;
  expect(sharedGlobal()).toBe(newer);
  expect(page.drift).toBe(newer);
  delete page.drift;
  delete page.driftt;
  expect(Array.isArray(sharedGlobal())).toBe(true);
});

test('the function style: what was queued runs in order, api methods too, and each later call at once', () => {
  const drift = functionStub();
  drift('identify', 'user_1', { plan: 'pro' });
  drift('startInteraction', { interactionId: 5 });
  drainQueue(drift as unknown as DriftGlobal, run);
  expect(run.mock.calls).toEqual([
    ['identify', ['user_1', { plan: 'pro' }]],
    ['startInteraction', [{ interactionId: 5 }]],
  ]);
  drift('track', 'x');
  expect(run).toHaveBeenLastCalledWith('track', ['x']);
});

test('what a queued call calls in turn is not lost', () => {
  const drift = functionStub();
  drift('on', 'ready', () => undefined);
  run.mockImplementationOnce(() => drift('page'));
  drainQueue(drift as unknown as DriftGlobal, run);
  expect(run.mock.calls.map(([method]) => method)).toEqual(['on', 'page']);
});

test('a function that was never called has nothing to hand out, and works from then on', () => {
  const drift = functionStub();
  drainQueue(drift as unknown as DriftGlobal, run);
  drift('page');
  expect(run).toHaveBeenCalledExactlyOnceWith('page', []);
});

test('garbage is passed over', () => {
  drainQueue(['track', [], [5], null, { 0: 'x' }, ['track', 'x']] as unknown as DriftGlobal, run);
  expect(run).toHaveBeenCalledExactlyOnceWith('track', ['x']);
});

test('a queue under __q, as snippet 1.0.0 has it, is handed out too, and so is each later call', () => {
  const drift = Object.assign((...args: unknown[]) => void drift.__q.push(args), {
    __q: [['track', 'x']] as unknown[][],
  });
  drainQueue(drift as unknown as DriftGlobal, run);
  drift('page');
  expect(run.mock.calls).toEqual([
    ['track', ['x']],
    ['page', []],
  ]);
});

test('a function that the page brought stays as it is', () => {
  const drift = functionStub() as unknown as DriftGlobal;
  expect(callableGlobal(drift, run)).toBe(drift);
});
