import { describe, expect, it, vi } from 'vitest';
import * as digest from '../digest';
import { createTokenCheck } from './verify';

vi.mock(import('../digest'), async (original) => {
  const real = await original();
  return { ...real, isEqual: vi.fn(real.isEqual) };
});

describe('createTokenCheck', () => {
  const check = createTokenCheck(['first-token', 'second-token', 'third-token']);
  const tokens = [
    'first-token',
    'third-token',
    'first-tokem',
    'x',
    '',
    'x'.repeat(100_000),
    'first-token\0',
    undefined,
    5,
  ];

  it.each(tokens)('does the same work for %.20s, whether and where it fits', (token) => {
    vi.mocked(digest.isEqual).mockClear();
    try {
      check.body(token, null);
    } catch {
      // A refusal is as good as a success here.
    }
    const { calls } = vi.mocked(digest.isEqual).mock;
    expect(calls.map(([ours, sent]) => [ours.length, sent.length])).toEqual([
      [32, 32],
      [32, 32],
      [32, 32],
    ]);
  });
});

describe('isEqual', () => {
  it.each([0, 15, 31, undefined])('looks at every byte, wherever the first difference is (%s)', (at) => {
    const sent = new Uint8Array(32).map((_, i) => (i === at ? 1 : 0));
    let looks = 0;
    const counted = new Proxy(sent, {
      get: (bytes, name) => {
        looks += 1;
        return Reflect.get(bytes, name) as unknown;
      },
    });
    expect(digest.isEqual(new Uint8Array(32), counted)).toBe(at === undefined);
    expect(looks).toBe(32);
  });
});
