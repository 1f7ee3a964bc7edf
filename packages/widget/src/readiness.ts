import type { DriftError } from './errors';
import type { DriftReady } from './events';
import { createDeferred } from './state';

/** Drift's `ready`: the promise of the current attempt, what came with it, and whether its listeners have been told. */
export interface Readiness {
  promise(): Promise<DriftReady>;
  /** A promise that has settled belongs to the past: from now on it is that of the next attempt. */
  renew(): void;
  /** Drift says that it is ready, at boot or again. */
  arrive(ready: DriftReady): void;
  lose(error: DriftError): void;
  /** What the listeners of `ready` were told; undefined until they have been, in this attempt. */
  announced(): DriftReady | undefined;
  /** Notes that they are told now; undefined when there is nothing to tell, or they know it. */
  announce(): DriftReady | undefined;
  /** Whether Drift itself has said that it is ready; its flags alone have not. */
  isHeard(): boolean;
  /** The attempt is over: nothing has arrived. */
  clear(): void;
}

export function createReadiness(): Readiness {
  let deferred = createDeferred<DriftReady>();
  let last: DriftReady | undefined;
  let isAnnounced = false;

  return {
    promise: () => deferred.promise,
    renew() {
      if (deferred.settled) deferred = createDeferred();
    },
    arrive(ready) {
      last = ready;
      deferred.resolve(ready);
    },
    lose: (error) => deferred.reject(error),
    announced: () => (isAnnounced ? last : undefined),
    announce() {
      if (isAnnounced || !last) return undefined;
      isAnnounced = true;
      return last;
    },
    isHeard: () => last?.payload !== undefined,
    clear() {
      last = undefined;
      isAnnounced = false;
    },
  };
}
