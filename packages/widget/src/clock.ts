/** Milliseconds of a clock that only goes forward, where there is one: the other may be moved meanwhile. */
export const elapsed = (): number => globalThis.performance?.now?.() ?? Date.now();
