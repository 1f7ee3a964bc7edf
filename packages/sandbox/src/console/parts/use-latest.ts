import { useMemo, useReducer } from 'preact/hooks';
import { createLatest } from '../model/latest';

/** As `createLatest`, in a component. */
export function useLatest<T>(
  value: T,
  save: (next: T) => Promise<unknown>,
): [latest: T, change: (next: (before: T) => T) => void] {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const latest = useMemo(() => createLatest(value, () => redraw(undefined)), []);
  return [latest.shown(value), (next) => latest.change(next, save)];
}
