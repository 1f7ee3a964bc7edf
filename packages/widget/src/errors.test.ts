import { expect, it, vi } from 'vitest';
import { DriftError } from './errors';
import { isolate } from './observable';
import { obtainUserJwt } from './session/user-jwt';

/** An error that a second bundle on the page made. */
async function errorOfAnotherCopy(): Promise<Error> {
  vi.resetModules();
  const copy = await import('./errors');
  expect(copy.DriftError).not.toBe(DriftError);
  return new copy.DriftError('token_failed', ['no such user']);
}

it('knows an error that another copy of the package made, and its code', async () => {
  const error: unknown = await errorOfAnotherCopy();
  expect(error instanceof DriftError && error.code).toBe('token_failed');
});

it('takes such an error of getUserJwt for final, as one of its own', async () => {
  const error = await errorOfAnotherCopy();
  const getUserJwt = vi.fn(() => Promise.reject<string>(error));
  const { signal } = new AbortController();
  await expect(obtainUserJwt(getUserJwt, { id: 'ann' }, { signal, timeout: 1000 })).rejects.toBe(error);
  expect(getUserJwt).toHaveBeenCalledTimes(1);
});

it('reports such an error of a listener as it is', async () => {
  const error = await errorOfAnotherCopy();
  const report = vi.fn();
  isolate('A listener', report, () => {
    throw error;
  });
  expect(report.mock.calls).toEqual([[error]]);
});

it('is not deceived by what only looks like one', () => {
  const named = Object.assign(new Error('no'), { name: 'DriftError' });
  const values: unknown[] = [null, undefined, 'DriftError', 1, new Error('no'), named];
  expect([...values, { name: 'DriftError', code: 'blocked' }].filter((v) => v instanceof DriftError)).toEqual(
    [],
  );
});

it('leaves a class of the app that extends it alone', () => {
  class Ours extends DriftError {}
  expect(new DriftError('timeout') instanceof Ours).toBe(false);
  expect(new Ours('timeout') instanceof DriftError).toBe(true);
});
