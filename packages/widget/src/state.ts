import type { Trigger } from './triggers/trigger';
import type { DriftError } from './errors';

/**
 * Where Drift is on this page. `waiting` says for what: a trigger, the app's word about who is here (`user`), or a token from your server (`token`).
 * `failed` is not the end: `load()` tries again, and a Drift that comes late is welcome.
 */
export type DriftState =
  | { readonly status: 'idle' }
  | { readonly status: 'disabled' }
  | { readonly status: 'waiting'; readonly for: 'user' | 'token' | Trigger['waitsFor'] }
  | { readonly status: 'loading' }
  | { readonly status: 'ready' }
  | { readonly status: 'resetting' }
  | { readonly status: 'failed'; readonly error: DriftError };

export interface Deferred<T> {
  readonly promise: Promise<T>;
  settled: boolean;
  resolve(value: T): void;
  reject(error: unknown): void;
}

/** A promise in our hands; its rejection is never "unhandled", because the page may not care. */
export function createDeferred<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, 'resolve' | 'reject'>;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  promise.catch(() => undefined);
  const deferred: Deferred<T> = {
    promise,
    settled: false,
    resolve(value) {
      deferred.settled = true;
      settle.resolve(value);
    },
    reject(error) {
      deferred.settled = true;
      settle.reject(error);
    },
  };
  return deferred;
}
