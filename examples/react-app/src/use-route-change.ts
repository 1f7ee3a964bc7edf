import { useDriftPage } from '@driftkit/widget/react';
import { useEffect } from 'react';
import { useLocation } from 'react-router';

/** What a browser does on a change of page, done for a change of route: scrolls up, and Drift hears of it. */
export function useRouteChange(): void {
  const { pathname } = useLocation();
  useDriftPage(pathname);
  useEffect(() => {
    window.scrollTo(0, 0); // no return value of an effect: newer browsers answer with a promise
  }, [pathname]);
}
