import type { DriftError } from '@driftkit/widget';

type Listener = (error: DriftError) => void;
const listeners = new Set<Listener>();

/** What driftkit reports, for whoever in the app wants to know: the session, the debug drawer, and yours would tell its monitoring. */
export const driftErrors = {
  tell(this: void, error: DriftError): void {
    for (const listener of listeners) listener(error);
  },
  subscribe(this: void, listener: Listener): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
