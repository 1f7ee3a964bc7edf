import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDrift } from '../drift';
import type { Drift } from '../drift';
import type { DriftError } from '../errors';
import { createFakeDrift } from '../testing/index';
import type { FakeDrift } from '../testing/index';
import { onConsent, onIdle, onInteraction } from './index';
import type { Trigger } from './index';

let fake: FakeDrift;
let drift: Drift;
let errors: DriftError[];
let consent: (given: boolean) => void;
const asked = onConsent((listener) => {
  consent = listener;
});
const make = (when: Trigger | Trigger[]): Drift =>
  (drift = createDrift({ embedId: 'abcdefgh1234', when, onError: (error) => errors.push(error) }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  errors = [];
  fake = createFakeDrift();
});
afterEach(() => {
  drift.unload();
  fake.uninstall();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('nothing on the page hints at Drift before consent, whatever else has said yes', () => {
  const page = (): unknown => [document.documentElement.outerHTML, document.cookie, 'drift' in window];
  const before = page();
  make([asked, onIdle({ timeout: 10 })]).load();
  drift.track('early');
  vi.advanceTimersByTime(60_000);
  consent(false);
  expect(drift.state).toEqual({ status: 'waiting', for: 'consent' });
  expect([fake.status, page()]).toEqual(['absent', before]);
});

it('the last yes loads, and consent taken back takes Drift down', async () => {
  make([asked, onInteraction()]).load();
  drift.track('early');
  consent(true);
  expect(drift.state).toEqual({ status: 'waiting', for: 'interaction' });
  window.dispatchEvent(new Event('keydown'));
  await drift.ready;
  expect(fake.calls).toEqual([['track', 'early']]);
  consent(false);
  expect([drift.state, fake.status, document.cookie]).toEqual([
    { status: 'waiting', for: 'consent' },
    'absent',
    '',
  ]);
  consent(true);
  await drift.ready;
  expect(drift.state.status).toBe('ready');
});

it('consent that cannot be asked for is none, and is reported', async () => {
  const cause = new Error('the banner could not be shown');
  make(onConsent(Promise.reject(cause))).load();
  await Promise.resolve();
  expect(drift.state).toEqual({ status: 'waiting', for: 'consent' });
  expect(errors).toMatchObject([{ code: 'callback_threw', cause }]);
});

it('one trigger serves many instances and many loads', async () => {
  const idle = onIdle({ timeout: 10 });
  const other = createDrift({ embedId: 'abcdefgh1234', when: idle });
  make(idle).load();
  other.load();
  vi.advanceTimersByTime(10);
  await Promise.all([drift.ready, other.ready]);
  drift.unload();
  drift.load();
  expect(drift.state).toEqual({ status: 'waiting', for: 'idle' });
  vi.advanceTimersByTime(10);
  await drift.ready;
  other.unload();
});
