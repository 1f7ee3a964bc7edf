import { describe, expect, it } from 'vitest';
import { createMemorySeen } from './seen';

describe('createMemorySeen', () => {
  it('lets one begin, until it failed', () => {
    const seen = createMemorySeen();
    expect([seen.begin('a'), seen.begin('a'), seen.begin('b')]).toEqual(['new', 'in_progress', 'new']);
    seen.failed('a');
    expect(seen.begin('a')).toBe('new');
    seen.done('a');
    expect([seen.begin('a'), seen.begin('b')]).toEqual(['done', 'in_progress']);
  });

  it('forgets the oldest beyond its size, and never one that runs', () => {
    const seen = createMemorySeen({ size: 2 });
    void seen.begin('running');
    for (const key of ['a', 'b', 'c']) {
      void seen.begin(key);
      seen.done(key);
    }
    expect(['a', 'b', 'c', 'running'].map((key) => seen.begin(key))).toEqual([
      'new',
      'done',
      'done',
      'in_progress',
    ]);
  });

  it.each([0, -1, 1.5, NaN, '5'])('throws a TypeError for the size %s', (size) =>
    expect(() => createMemorySeen({ size: size as number })).toThrow(TypeError),
  );
});
