import { useInsertionEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** The value of the last commit; none once the component is gone. */
export function useLatest<T>(value: T): RefObject<T | undefined> {
  const latest = useRef<T>(undefined);
  // The earliest effect of a commit, and silent on a server: an event never meets the listener of a page that is gone.
  useInsertionEffect(() => {
    latest.current = value;
    return () => {
      latest.current = undefined;
    };
  });
  return latest;
}
