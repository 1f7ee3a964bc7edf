import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { unavailability, whyUnavailable } from '../adapter';
import type { DriftError } from '../index';
import { useDriftOf } from './context';

export interface DriftFallbackProps {
  /** Children to show in place of the chat, or a function of the reason why there is no chat. */
  children: ReactNode | ((error: DriftError) => ReactNode);
}

/**
 * Another way to get in touch, for when there is no chat: rendered while the state is `failed` or `disabled`, and gone as soon as
 * Drift comes after all. Switched off counts as unavailable, because to a visitor it is: its error has the code `disabled`.
 * Renders nothing while Drift may still come, on the server, and while hydrating.
 *
 * @example
 * <DriftFallback><a href="mailto:help@acme.com">Write to us</a></DriftFallback>
 */
export function DriftFallback({ children }: DriftFallbackProps): ReactNode {
  const drift = useDriftOf('<DriftFallback>');
  const unavailable = useSyncExternalStore(
    drift.subscribe,
    () => unavailability(drift.state), // the state itself: nothing renders again while it stays the same
    () => undefined,
  );
  if (!unavailable) return null;
  if (typeof children !== 'function') return children;
  return children(whyUnavailable(unavailable));
}
