import type { ReactNode } from 'react';

export interface Suspender {
  /** Suspends its tree until `resume`. */
  Gate: (props: { children?: ReactNode }) => ReactNode;
  suspend(): void;
  resume(): void;
}

/** A component that suspends in the way all versions of React know: by throwing a promise. */
export function createSuspender(): Suspender {
  let waiting: { promise: Promise<void>; resolve: () => void } | undefined;
  const suspend = (): void => {
    let resolve = (): void => undefined;
    const promise = new Promise<void>((settle) => (resolve = settle));
    waiting = { promise, resolve };
  };
  suspend();
  return {
    suspend,
    resume() {
      waiting?.resolve();
      waiting = undefined;
    },
    Gate({ children }) {
      // oxlint-disable-next-line typescript/only-throw-error -- React's own protocol
      if (waiting) throw waiting.promise;
      return children;
    },
  };
}
