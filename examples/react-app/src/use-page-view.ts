import { useDrift } from '@driftkit/widget/react';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** Tells Drift of every change of route, and scrolls up. Not of the first page, which Drift counts by itself. */
export function usePageView(): void {
  const drift = useDrift();
  const { pathname } = useLocation();
  const counted = useRef(pathname);
  useEffect(() => {
    if (counted.current === pathname) return;
    counted.current = pathname;
    window.scrollTo(0, 0);
    drift.page(pathname);
  }, [drift, pathname]);
}
