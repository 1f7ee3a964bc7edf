import { useDriftPage } from '@driftkit/widget/react';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** What a browser does on a change of page, done for a change of route: scrolls up, begins at the content, and Drift hears of it. */
export function useRouteChange(): void {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useDriftPage(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    window.scrollTo(0, 0); // no return value of an effect: newer browsers answer with a promise
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname]);
}
