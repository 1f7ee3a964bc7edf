import type { Assumptions } from '../../protocol';

export type Handler = (...args: unknown[]) => unknown;

/** `drift.on` and `drift.off`: on the host page, never in a frame. */
export interface Emitter {
  on(event: unknown, handler: unknown): void;
  /** Without a handler all handlers of the event go (observed on Drift's own site). */
  off(event: unknown, handler?: unknown): void;
  emit(event: string, ...args: unknown[]): void;
  clear(): void;
}

export function createEmitter(throwingHandler: Assumptions['throwingHandler']): Emitter {
  const handlers = new Map<string, Handler[]>();
  const call = (handler: Handler, args: unknown[]): void => {
    // ASSUMED: whether one handler's error keeps the others from being called.
    if (throwingHandler === 'stops_the_rest') return void handler(...args);
    try {
      handler(...args);
    } catch (error) {
      reportError(error);
    }
  };
  return {
    on(event, handler) {
      if (typeof event !== 'string' || typeof handler !== 'function') return;
      handlers.set(event, [...(handlers.get(event) ?? []), handler as Handler]);
    },
    off(event, handler) {
      if (typeof event !== 'string') return;
      const left = handler === undefined ? [] : (handlers.get(event) ?? []).filter((one) => one !== handler);
      handlers.set(event, left);
    },
    emit(event, ...args) {
      for (const handler of handlers.get(event) ?? []) call(handler, args);
    },
    clear: () => handlers.clear(),
  };
}
