/** Values by name, each kept for a while. */
export interface Lasting<T> {
  get(name: string): Promise<T>;
  drop(name: string): void;
}

/** Those who ask at the same time share one answer; a failure is not kept. */
export function createLasting<T>(
  milliseconds: number,
  now: () => number,
  fetchOne: (name: string) => Promise<T>,
): Lasting<T> {
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
