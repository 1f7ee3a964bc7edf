import { useEffect } from 'react';
import { driftErrors } from './drift-errors';

/** Asks anew who is logged in when there is reason to doubt it: the page was away, or no token is given any more. */
export function useSessionEnd(check: () => void): void {
  useEffect(() => {
    const seen = (): void => {
      if (document.visibilityState === 'visible') check();
    };
    document.addEventListener('visibilitychange', seen);
    const stop = driftErrors.subscribe(({ code }) => {
      if (code === 'not_logged_in') check();
    });
    return () => {
      document.removeEventListener('visibilitychange', seen);
      stop();
    };
  }, [check]);
}
