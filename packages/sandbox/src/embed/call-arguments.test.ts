import { expect, test } from 'vitest';
import { fromWire, toReport, toWire } from './call-arguments';

const travel = (...args: unknown[]): unknown[] => fromWire(structuredClone(toWire(args)));

test('what can be cloned travels as it is', () => {
  const date = new Date(5);
  expect(travel('user_1', { n: 1, at: date, list: [1] }, null)).toEqual([
    'user_1',
    { n: 1, at: date, list: [1] },
    null,
  ]);
});

test('a function arrives as a function, alone and as a value', () => {
  const [alone, inside] = travel(() => 1, { callback: () => 1, plan: 'pro' });
  expect(typeof alone).toBe('function');
  expect(inside).toEqual({ callback: expect.any(Function) as unknown, plan: 'pro' });
});

test('the page may change its object after the call', () => {
  const attributes = { plan: 'pro' };
  const [sent] = toWire([attributes]);
  attributes.plan = 'free';
  expect(sent).toEqual({ plan: 'pro' });
});

test('a report is JSON that tells apart what JSON does not', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const report = toReport([undefined, NaN, () => 1, new Date(0), new Date(NaN), 1n, { a: [1, 'b'] }, cyclic]);
  expect(report.slice(0, 7)).toEqual([
    '[undefined]',
    'NaN',
    '[Function]',
    '[Date 1970-01-01T00:00:00.000Z]',
    '[Invalid Date]',
    '[bigint]',
    { a: [1, 'b'] },
  ]);
  expect(JSON.stringify(report[7])).toContain('[…]');
});

test('a call that is too large is reported without its arguments', () => {
  expect(toReport(['user_1', { bio: 'é'.repeat(40_000) }])).toEqual([
    expect.stringMatching(/^\[80\d+ bytes\]$/),
  ]);
  expect(toReport(Array.from({ length: 30 }, () => 1))).toHaveLength(20);
});
