import type { Association } from '../../protocol';
import type { Picture } from '../live/live-state';
import type { BrowserRow } from './browser-rows';
import type { Persona } from './persona';
import { personaOf } from './persona';

/** One station of a browser: whose it became, when, and by what. */
export interface Station {
  at: number;
  /** Null at the end, when `reset()` let the browser go. */
  persona: Persona | null;
  by: string;
}

const CAUSES: Readonly<Record<Association['cause'], string>> = {
  visit: 'by a visit',
  identify: 'by identify',
  cookie: 'by the cookie drift_eid',
};

/** Everybody this browser has been, newest first. */
export function timelineOf({ history, letGoAt }: BrowserRow, { contacts }: Picture): Station[] {
  const stations = history.map(({ at, contactId, cause }): Station => ({
    at,
    persona: personaOf(contacts.get(contactId), contactId),
    by: CAUSES[cause],
  }));
  if (letGoAt !== null) stations.push({ at: letGoAt, persona: null, by: 'by reset' });
  return stations.reverse();
}
