import { createAttributeTypes } from './attribute-types';
import type { Attributes, Contact, ContactEvent } from './protocol';
import { redact } from './redact';

/** The contacts of one sandbox. What it hands out are copies: nobody changes a contact but through a rule. */
export interface Contacts {
  list(): Contact[];
  get(id: number): Contact | undefined;
  byExternalId(externalId: string): Contact | undefined;
}

/** The rules by which contacts come to be and change. */
export interface ContactRules extends Contacts {
  /** A visitor nobody knows is a contact without an external id (devdocs: User identification). */
  createAnonymous(): Contact;
  /**
   * The external id is the only key: unknown makes a new contact, known finds the old one. An e-mail address
   * never matches anybody, so two external ids with one address are two contacts (devdocs: Contact properties).
   */
  withExternalId(externalId: string): Contact;
  /** Sets attributes; those of another type than at their first use are left out and named in the answer. */
  setAttributes(id: number, attributes: Attributes): { attributes: Attributes; ignored: string[] };
  addEvent(id: number, event: ContactEvent): void;
  /** Takes in what an earlier run kept, telling nobody; ids go on after the highest. */
  restore(contacts: readonly Contact[]): void;
  /** As if this contact had never been; what type its attributes fixed stays fixed. */
  forget(id: number): void;
  clear(): void;
}

export interface ContactsOptions {
  now: () => number;
  onChange: (contact: Contact) => void;
}

const KEPT_EVENTS = 100;

export function createContacts({ now, onChange }: ContactsOptions): ContactRules {
  const byId = new Map<number, Contact>();
  const byExternalId = new Map<string, number>();
  const types = createAttributeTypes();
  let nextId = 1001;

  const create = (externalId: string | null): Contact => {
    const contact: Contact = { id: nextId++, createdAt: now(), externalId, attributes: {}, events: [] };
    byId.set(contact.id, contact);
    if (externalId !== null) byExternalId.set(externalId, contact.id);
    return changed(contact);
  };
  const changed = (contact: Contact): Contact => {
    const copy = structuredClone(contact);
    onChange(copy);
    return copy;
  };
  const known = (id: number): Contact => {
    const contact = byId.get(id);
    if (!contact) throw new Error(`There is no contact ${id}.`);
    return contact;
  };
  const copyOf = (id: number | undefined): Contact | undefined =>
    id === undefined ? undefined : structuredClone(byId.get(id));

  return {
    list: () => structuredClone([...byId.values()]),
    get: copyOf,
    byExternalId: (externalId) => copyOf(byExternalId.get(externalId)),
    createAnonymous: () => create(null),
    withExternalId: (externalId) => copyOf(byExternalId.get(externalId)) ?? create(externalId),
    setAttributes(id, attributes) {
      const { applied, ignored } = types.admit(redact(attributes));
      const contact = known(id);
      contact.attributes = { ...contact.attributes, ...applied };
      changed(contact);
      return { attributes: applied, ignored };
    },
    addEvent(id, event) {
      const contact = known(id);
      const events = [...contact.events, { ...redact(event), name: redact(event.name).toLowerCase() }];
      contact.events = events.slice(-KEPT_EVENTS);
      changed(contact);
    },
    restore(kept) {
      for (const contact of structuredClone(kept)) {
        byId.set(contact.id, contact);
        if (contact.externalId !== null) byExternalId.set(contact.externalId, contact.id);
        types.admit(contact.attributes);
        nextId = Math.max(nextId, contact.id + 1);
      }
    },
    forget(id) {
      const contact = byId.get(id);
      byId.delete(id);
      if (contact && contact.externalId !== null) byExternalId.delete(contact.externalId);
    },
    clear() {
      byId.clear();
      byExternalId.clear();
      types.clear();
    },
  };
}
