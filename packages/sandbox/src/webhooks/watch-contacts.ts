import type { Contact } from '../protocol';
import type { ContactBefore } from './contact-events';
import { contactEvents, keepOfContact } from './contact-events';
import type { FeedOptions } from './feed-options';

/** Compares each contact with what it was before. */
export interface ContactWatch {
  begin(contacts: readonly Contact[]): void;
  hear(contact: Contact): void;
  /** The e-mail address that is about to stand on this contact was given in the chat. */
  givesEmail(id: number): void;
  /** The e-mail address the contact had when it was heard of last. */
  emailOf(id: number): unknown;
  forget(ids: readonly number[]): void;
}

export function watchContacts({ send, isHeard, shapes, now, computed }: FeedOptions): ContactWatch {
  const known = new Map<number, ContactBefore>();
  const giving = new Set<number>();
  return {
    begin(contacts) {
      known.clear();
      giving.clear();
      for (const contact of contacts) known.set(contact.id, keepOfContact(contact));
    },
    hear(contact) {
      const { id } = contact;
      const source = known.has(id) ? undefined : computed.contact(id);
      const before = known.get(id) ?? (source && keepOfContact(source));
      known.set(id, keepOfContact(contact));
      // A new contact was created, not updated.
      if (!before || !isHeard()) return;
      const givesEmail = giving.delete(id);
      for (const raised of contactEvents(contact, before, { givesEmail, now: now() }, shapes)) send(raised);
    },
    givesEmail: (id) => void giving.add(id),
    emailOf: (id) => known.get(id)?.attributes['email'],
    forget(ids) {
      for (const id of ids) known.delete(id);
    },
  };
}
