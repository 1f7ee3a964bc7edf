import { useEffect } from 'preact/hooks';
import type { Picture } from './live/live-state';
import type { BrowserRow } from './model/browser-rows';
import { waitingCount } from './model/inbox';

/** The tab says at a glance who this browser is, and how many visitors wait. */
export function useTitle(picture: Picture, [newest]: readonly BrowserRow[]): void {
  const waiting = waitingCount(picture);
  const who = newest ? (newest.persona?.name ?? 'Nobody') : 'Nobody yet';
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${who} · Drift sandbox`;
  }, [who, waiting]);
}
