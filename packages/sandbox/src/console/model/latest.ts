/** A value of the sandbox that a person changes faster than the sandbox answers. */
export interface Latest<T> {
  /** What is to be shown, where the sandbox says `value`. */
  shown(value: T): T;
  /** Each change is made to the one before it, and saved when the one before it has been. */
  change(next: (before: T) => T, save: (changed: T) => Promise<unknown>): void;
}

/** @param value what the sandbox says at first; `onChange` is called when something else is to be shown */
export function createLatest<T>(value: T, onChange: () => void): Latest<T> {
  let latest = value;
  let said = value;
  let waiting = 0;
  /** What the sandbox may still say though it was changed since: its news come after its answer. */
  const outdated = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    shown(now) {
      said = now;
      if (waiting > 0 || outdated.has(JSON.stringify(now))) return latest;
      outdated.clear();
      latest = now;
      return latest;
    },
    change(next, save) {
      const changed = next(latest);
      for (const before of [said, latest]) outdated.add(JSON.stringify(before));
      outdated.delete(JSON.stringify(changed));
      latest = changed;
      waiting += 1;
      onChange();
      last = last
        .then(() => save(changed))
        // What could not be saved is not shown any longer.
        .catch(() => outdated.clear())
        .then(() => {
          waiting -= 1;
          onChange();
        });
    },
  };
}
