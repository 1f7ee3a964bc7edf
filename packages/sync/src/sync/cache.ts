/** Values by name. Each is kept for the given time, then fetched again. */
export interface Cache<T> {
  get(name: string): Promise<T>;
  drop(name: string): void;
}

/** Calls at the same time share one fetch. A failed fetch is not kept. */
export function createCache<T>(
  milliseconds: number,
  now: () => number,
  fetchOne: (name: string) => Promise<T>,
): Cache<T> {
  const known = new Map<string, { at: number; value: Promise<T> }>();
  const isOld = ({ at }: { at: number }): boolean => Math.abs(now() - at) >= milliseconds;
  return {
    get(name) {
      const kept = known.get(name);
      if (kept && !isOld(kept)) return kept.value;
      for (const [other, entry] of known) if (isOld(entry)) known.delete(other);
      const entry = { at: now(), value: fetchOne(name) };
      known.set(name, entry);
      entry.value.catch(() => {
        if (known.get(name) === entry) known.delete(name);
      });
      return entry.value;
    },
    drop: (name) => void known.delete(name),
  };
}
