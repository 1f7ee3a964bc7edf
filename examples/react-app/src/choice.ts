import { useSyncExternalStore } from 'react';

/** Something the visitor chose, which this browser remembers and all its tabs follow. */
export interface Choice<T extends string> {
  /** Undefined while nothing was chosen. */
  get(): T | undefined;
  set(value: T): void;
  /** Calls the listener after every change, in another tab too; returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

/** Where a browser keeps nothing for us, a choice holds until the page is left. */
export function createChoice<T extends string>(key: string, values: readonly T[]): Choice<T> {
  const listeners = new Set<() => void>();
  const read = (stored: string | null): T | undefined => values.find((value) => value === stored);
  let current = read(stored(key));
  const change = (value: T | undefined): void => {
    current = value;
    for (const listener of listeners) listener();
  };
  window.addEventListener('storage', (event) => {
    if (event.key === key) change(read(event.newValue));
  });
  return {
    get: () => current,
    set(value) {
      store(key, value);
      change(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const useChoice = <T extends string>({ subscribe, get }: Choice<T>): T | undefined =>
  useSyncExternalStore(subscribe, get);

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is blocked
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Blocked or full: it then holds for this page.
  }
}
