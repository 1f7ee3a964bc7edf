import { useEffect, useState } from 'preact/hooks';
import type { Picture } from '../live/live-state';
import type { BrowserRow } from '../model/browser-rows';
import { browserRows, isSettling } from '../model/browser-rows';

const LOOK_AGAIN = 500;

/** The browsers as they are listed now; looks again by itself while one may only be reloading. */
export function useBrowserRows(picture: Picture): BrowserRow[] {
  const [now, setNow] = useState(Date.now);
  // Newer than the last look: the picture itself.
  const latest = [...picture.browsers.values()].reduce((time, { lastSeen }) => Math.max(time, lastSeen), now);
  const settling = isSettling(picture, latest);
  useEffect(() => {
    if (!settling) return;
    const timer = setInterval(() => setNow(Date.now()), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [settling]);
  return browserRows(picture, latest);
}
