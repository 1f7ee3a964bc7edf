import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MockInstance } from 'vitest';
import type { CallEntry } from '../../protocol';
import type { SandboxOptions } from '../../settings/options';
import type { Call } from '../frame-messages';
import type { Caller } from './caller';
import { createCaller } from './caller';
import type { Bench } from './context-for-test';
import { createVisitBench } from './context-for-test';

let error: MockInstance;
let bench: Bench;
let caller: Caller;
async function begin(options: SandboxOptions = {}): Promise<void> {
  bench = await createVisitBench(options);
  caller = createCaller(bench.context);
}
beforeEach(async () => {
  error = vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
  await begin();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const page = { url: 'http://localhost/', title: '', referrer: '', locale: 'en' };
const made = (method: string, ...args: unknown[]): Call => ({ method, args, page });
const call = (method: string, ...args: unknown[]): void => caller.call(made(method, ...args));
const calls = (): CallEntry[] => bench.world.ledger.entries({ type: 'call' });

test('a call stands in the ledger before what it did, and calls run in order', async () => {
  call('track', 'one');
  call('setUserAttributes', { plan: 'pro' });
  call('track', 'two');
  await bench.world.ledger.waitFor({ type: 'track', event: 'two' });
  const order = bench.world.ledger
    .entries()
    .map((entry) => (entry.type === 'call' ? entry.method : entry.type));
  const at = (name: string): number => order.indexOf(name);
  expect(order.filter((name) => name === 'attributes')).toHaveLength(1);
  expect(at('setUserAttributes')).toBeLessThan(at('attributes'));
  expect(bench.world.ledger.entries({ type: 'track' }).map(({ event }) => event)).toEqual(['one', 'two']);
  expect(at('attributes')).toBeLessThan(order.lastIndexOf('track'));
});

test('a dropped call is logged with the prefix of Drift, reported with why, and not run', async () => {
  call('identify', 12345);
  const entry = await bench.world.ledger.waitFor({ type: 'call' });
  const why = 'Invalid identify(...) call! User ID (arg 0) should be String instead of Number.';
  expect(error).toHaveBeenCalledWith('Drift API -', why);
  expect(entry).toMatchObject({ method: 'identify', args: [12345], accepted: false, why });
  expect(bench.world.ledger.entries({ type: 'identify' })).toEqual([]);
});

test('a call that the page dropped is reported and nothing else', async () => {
  caller.call({ ...made('track', 'x'), dropped: 'it met reloading frames' });
  expect(await bench.world.ledger.waitFor({ type: 'call' })).toMatchObject({
    why: 'it met reloading frames',
  });
  expect(error).not.toHaveBeenCalled();
});

test('a second startInteraction within half a second is ignored; then it counts again', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  call('startInteraction', { interactionId: 1 });
  vi.advanceTimersByTime(499);
  call('startInteraction', { interactionId: 2 });
  vi.advanceTimersByTime(500);
  call('startInteraction', { interactionId: 3 });
  await vi.waitFor(() => expect(calls()).toHaveLength(3));
  expect(calls().map(({ accepted }) => accepted)).toEqual([true, false, true]);
});

test('a second collectFormData within fifteen seconds is ignored; then it counts again', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const form = { campaignId: 1 };
  call('collectFormData', {}, form);
  vi.advanceTimersByTime(14_999);
  call('collectFormData', {}, form);
  vi.advanceTimersByTime(15_000);
  call('collectFormData', {}, form);
  await vi.waitFor(() => expect(calls()).toHaveLength(3));
  expect(calls().map(({ accepted }) => accepted)).toEqual([true, false, true]);
});

test('ready stands in the ledger before the calls that follow it', async () => {
  caller.ready();
  call('track', 'one');
  await bench.world.ledger.waitFor({ type: 'track' });
  const types = bench.world.ledger.entries().map(({ type }) => type);
  expect(types.slice(-3)).toEqual(['ready', 'call', 'track']);
});

test('a setUserAttributes that fails leaves the queue running', async () => {
  bench.world.faults.set({ attributes: 'fail' });
  call('setUserAttributes', { plan: 'pro' });
  call('track', 'After');
  expect(await bench.world.ledger.waitFor({ type: 'track' })).toMatchObject({ event: 'After' });
});

test('failedSetUserAttributes jams: later calls are still reported, but never run, reset among them', async () => {
  await begin({ assumptions: { failedSetUserAttributes: 'jams' } });
  bench.world.faults.set({ attributes: 'fail' });
  call('setUserAttributes', { plan: 'pro' });
  call('reset');
  await bench.world.ledger.waitFor({ type: 'call', method: 'reset' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(bench.forgetAndReload).not.toHaveBeenCalled();
  expect(bench.world.ledger.entries({ type: 'reset' })).toEqual([]);
});
