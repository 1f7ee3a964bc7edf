import { useEffect } from 'react';
import type { DriftErrorCode } from '@driftkit/widget';
import { driftErrors } from './drift-errors';
import { sessionNews } from './session-news';

/** What driftkit meets when the session is not, or no longer, of whom the page thinks it is. */
const DOUBTS: DriftErrorCode[] = ['not_logged_in', 'token_invalid', 'tabs_disagree'];

/**
 * Asks anew who is logged in when there is reason to doubt it: the page was away, or without a network, another window
 * of this browser says so, or the token that is given is not for whom it should be.
 */
export function useSessionEnd(check: () => void): void {
  useEffect(() => {
    const seen = (): void => {
      if (document.visibilityState === 'visible') check();
    };
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('online', check);
    const stops = [
      sessionNews.subscribe(check),
      driftErrors.subscribe(({ code }) => {
        if (DOUBTS.includes(code)) check();
      }),
    ];
    return () => {
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('online', check);
      for (const stop of stops) stop();
    };
  }, [check]);
}
