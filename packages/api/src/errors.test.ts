import { expect, it, vi } from 'vitest';
import { DriftApiError } from './errors';

it('knows an error that another copy of the package made, and its code', async () => {
  vi.resetModules();
  const copy = await import('./errors');
  const error: unknown = new copy.DriftApiError('not_found', 'There is no contact 1.');
  expect(copy.DriftApiError).not.toBe(DriftApiError);
  expect(error instanceof DriftApiError && error.code).toBe('not_found');
});

it('is not deceived by an error that only looks like one', () => {
  expect(new Error('no') instanceof DriftApiError).toBe(false);
  expect({ name: 'DriftApiError' } instanceof DriftApiError).toBe(false);
  for (const value of [null, undefined, 'DriftApiError', 1])
    expect((value as unknown) instanceof DriftApiError).toBe(false);
});

it('leaves a class of the app that extends it alone', () => {
  class Ours extends DriftApiError {}
  expect(new DriftApiError('timeout', 'slow') instanceof Ours).toBe(false);
  expect(new Ours('timeout', 'slow') instanceof DriftApiError).toBe(true);
});
