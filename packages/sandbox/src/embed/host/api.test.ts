import { expect, test, vi } from 'vitest';
import { API_METHODS } from '../method-names';
import { createApi } from './api';

test('every method of the table is there, two objects deep where it has a dot', () => {
  const call = vi.fn();
  const api = createApi({ call, on: vi.fn(), off: vi.fn() }) as Record<string, Record<string, unknown>>;
  for (const method of API_METHODS) {
    const [branch = '', leaf] = method.split('.');
    const found = leaf === undefined ? api[branch] : api[branch]?.[leaf];
    expect((found as (...args: unknown[]) => unknown)('argument'), method).toBeUndefined();
    expect(call).toHaveBeenLastCalledWith(method, ['argument']);
  }
});

test('on and off are the ones of the top level', () => {
  const [on, off] = [vi.fn(), vi.fn()];
  expect(createApi({ call: vi.fn(), on, off })).toMatchObject({ on, off });
});
