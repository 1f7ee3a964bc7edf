import type { Attributes, PageEntry } from '../protocol';
import type { Session } from '../stores/session-store';
import type { World } from '../stores/world';

/** Who an entry of the ledger is about. */
export interface Subject {
  aid: string;
  contactId: number;
  externalId: string | null;
}

/** What a visitor does lands on the contact the session is now, never on who it becomes later. */
export function subjectOf({ contacts }: World, { aid, contactId }: Session): Subject {
  return { aid, contactId, externalId: contacts.get(contactId)?.externalId ?? null };
}

export function track(world: World, session: Session, event: string, attributes: Attributes): void {
  world.contacts.addEvent(session.contactId, { at: world.now(), name: event, attributes });
  world.ledger.append({ type: 'track', ...subjectOf(world, session), event, attributes });
}

/** Answers whether it worked: a fault can make it fail as a broken network does. */
export function setUserAttributes(world: World, session: Session, attributes: Attributes): boolean {
  if (world.faults.current.attributes === 'fail') {
    const nothing = { attributes: {}, ignored: [] };
    world.ledger.append({ type: 'attributes', ...subjectOf(world, session), ...nothing, outcome: 'failed' });
    return false;
  }
  const applied = world.contacts.setAttributes(session.contactId, attributes);
  world.ledger.append({ type: 'attributes', ...subjectOf(world, session), ...applied, outcome: 'applied' });
  return true;
}

export type PageView = Pick<PageEntry, 'cause' | 'url' | 'title' | 'referrer' | 'pageName'>;

export function page(world: World, session: Session, view: PageView): void {
  const { url, title, pageName } = view;
  const attributes: Attributes = { url, title, ...(pageName !== null && { pageName }) };
  world.contacts.addEvent(session.contactId, { at: world.now(), name: 'page view', attributes });
  world.ledger.append({ type: 'page', ...subjectOf(world, session), ...view });
}

/** The session ends; its browser comes back, if at all, with a new id. */
export function endSession(world: World, session: Session, type: 'reset' | 'unload'): void {
  world.ledger.append({ type, ...subjectOf(world, session) });
  world.sessions.close(session.token);
}
