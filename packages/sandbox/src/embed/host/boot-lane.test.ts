import { expect, test } from 'vitest';
import type { Assumptions } from '../../protocol';
import type { Call } from '../frame-messages';
import type { BootLane } from './boot-lane';
import { createBootLane } from './boot-lane';
import { DEFAULT_ASSUMPTIONS } from '../../settings/assumptions';

const page = { url: 'http://localhost/', title: '', referrer: '', locale: 'en' };
const made = (method: string, ...args: unknown[]): Call => ({ method, args, page });
const create = (assumptions: Partial<Assumptions> = {}): BootLane =>
  createBootLane({ ...DEFAULT_ASSUMPTIONS, ...assumptions });
const handed = (lane: BootLane): string[] => lane.handOver().calls.map(({ method }) => method);

test('what decides how a visit is born is taken, and handed over once, in call order', () => {
  const lane = create();
  for (const method of ['config', 'identify', 'setUserJwt'])
    expect(lane.take(made(method)), method).toBe(true);
  for (const method of ['track', 'page', 'reset', 'openChat'])
    expect(lane.take(made(method)), method).toBe(false);
  expect(handed(lane)).toEqual(['config', 'identify', 'setUserJwt']);
  expect(handed(lane)).toEqual([]);
});

test('of show and hide the last one is the flag', () => {
  const lane = create();
  lane.take(made('show'));
  lane.take(made('hide'));
  expect(lane.handOver().visibility).toBe('hide');
  expect(lane.handOver().visibility).toBeNull();
});

test('config calls add up, survive the hand-over, and ignore anything but objects', () => {
  const lane = create();
  lane.configure({ locale: 'de' });
  lane.configure('nonsense');
  lane.handOver();
  lane.configure({ verticalOffset: 30 });
  expect(lane.handOver().config).toEqual({ locale: 'de', verticalOffset: 30 });
});

test('an identify that meets a reset is applied: held for the next boot', () => {
  const lane = create({ identifyDuringReset: 'applied' });
  lane.resetBegan('old-aid');
  lane.take(made('identify', 'user_2'));
  expect(lane.handOver()).toMatchObject({ calls: [{ method: 'identify' }], late: null, afterReset: true });
  expect(lane.handOver().afterReset).toBe(false);
});

test('an identify that meets a reset is lost: it is reported as dropped', () => {
  const lane = create({ identifyDuringReset: 'lost' });
  lane.resetBegan('old-aid');
  lane.take(made('identify', 'user_2'));
  expect(lane.handOver().calls).toMatchObject([{ method: 'identify', dropped: 'it met reloading frames' }]);
});

test('an identify that meets a reset goes to the old contact: to the session that was ending', () => {
  const lane = create({ identifyDuringReset: 'to_old_contact' });
  lane.resetBegan('old-aid');
  lane.take(made('identify', 'user_2'));
  expect(lane.handOver()).toMatchObject({ calls: [], late: { aid: 'old-aid', call: { args: ['user_2'] } } });
});
