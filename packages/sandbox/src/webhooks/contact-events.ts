import type { Contact, User } from '../protocol';
import type { Raised } from './events';
import type { Shapes } from './shapes';

/** What is kept of a contact for the next comparison. */
export interface ContactBefore {
  attributes: Readonly<Record<string, unknown>>;
  isUnsubscribed: boolean;
}

/** The contact as it is now, for the next comparison. */
export function keepOfContact({ attributes, externalId, unsubscribedAt }: Contact): ContactBefore {
  return { attributes: { ...attributes, externalId }, isUnsubscribed: unsubscribedAt !== undefined };
}

/** The events of a changed contact: the difference between before and now. */
export function contactEvents(
  contact: Contact,
  before: ContactBefore,
  { givesEmail, now }: { givesEmail: boolean; now: number },
  shapes: Shapes,
): Raised[] {
  const after = keepOfContact(contact);
  const diff = diffOf(before.attributes, after.attributes);
  const { orgId } = shapes;
  const endUserId = shapes.id(contact.id);
  const events: Omit<Raised, 'contactId'>[] = [];
  if (givesEmail) events.push({ event: 'contact_identified', data: shapes.contact(contact) });
  if (diff.length > 0) {
    events.push({ event: 'contact_updated', data: { endUserId, timestamp: now, orgId, diff } });
  }
  if (after.isUnsubscribed && !before.isUnsubscribed) {
    events.push({ event: 'user_unsubscribed', data: shapes.contact(contact) });
  }
  return events.map((event) => ({ ...event, contactId: contact.id }));
}

interface Difference {
  name: string;
  previous: unknown;
  updated: unknown;
}

// Top-level attributes are named `attributes.email` (devdocs: Contact update subscriptions). What is not there is null.
function diffOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((name) => ({
      name: `attributes.${name}`,
      previous: ownValue(before, name) ?? null,
      updated: ownValue(after, name) ?? null,
    }))
    .filter(({ previous, updated }) => previous !== updated);
}

// An attribute may have the name of what every object has, as `constructor`.
function ownValue(of: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

// REST says AVAILABLE, the sample of the webhook ONLINE.
const AVAILABILITY = { AVAILABLE: 'ONLINE', OFFLINE: 'OFFLINE', ON_CALL: 'ON_CALL' } as const;

/** The events of a change in the team. */
export function userEvents(user: User, before: User['availability'], shapes: Shapes): Raised[] {
  if (user.availability === before) return [];
  const { id, updatedAt, availability } = user;
  const data = { userId: shapes.id(id), updatedAt, availability: AVAILABILITY[availability] };
  return [{ event: 'user_availability_updated', data, contactId: null }];
}
