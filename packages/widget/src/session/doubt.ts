/** When another tab has said that this browser is somebody else's: what this tab's events are worth against it. */
import { evidenceOf, hasEvidence, hashOf } from '../association';
import { isFor } from './states';
import type { SessionEvent, Wanted } from './states';
import type { Contact } from './user';

/** Whether the event speaks against the other tab, and the cookies bear that tab out. */
export function contradicts(event: SessionEvent, wanted: Wanted): boolean {
  if (wanted.is !== 'undecided' || !wanted.doubt) return false;
  if ('id' in event && !isFor(event, wanted)) return false; // an answer that nobody waits for
  const { hash, suspect } = wanted.doubt;
  const said = saidBy(event, suspect);
  if (said === undefined || hash === undefined || hash === (said && hashOf(said.id))) return false;
  return event.type === 'token' ? said !== null && evidenceOf(said.id) === 'other' : hasEvidence();
}

/** Whom the event says is here; undefined when it says nothing. */
function saidBy(event: SessionEvent, suspect: Contact | undefined): Contact | null | undefined {
  if (event.type === 'stated') return event.contact;
  if (event.type === 'notLoggedIn') return null;
  return event.type === 'token' && event.token.is === 'here' ? suspect : undefined;
}
