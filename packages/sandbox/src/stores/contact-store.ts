import { createAttributeTypes } from '../rules/attribute-types';
import type { AttributeChanges, Attributes, AttributeType, Contact, ContactEvent } from '../protocol';
import { redact } from '../rules/redact';
import type { ContactSource } from './contact-rows';
import { createContactRows } from './contact-rows';
import { createIdCounter } from './id-counter';

/** The contacts of one sandbox. Every method returns copies: only the methods of `ContactStore` change a contact. */
export interface Contacts {
  list(): Contact[];
  get(id: number): Contact | undefined;
  byExternalId(externalId: string): Contact | undefined;
  /** An e-mail address is not a key: any number of contacts may have it. The oldest comes first. */
  byEmail(email: string): Contact[];
}

/** What became of a change of attributes. */
export interface AttributesSet {
  attributes: Attributes;
  /** Left out, because their type is not that of their first use. */
  ignored: string[];
}

/** Creates and changes contacts by Drift's rules. */
export interface ContactStore extends Contacts {
  /** An unknown visitor is a contact without an external id (devdocs: User identification). */
  createAnonymous(aid: string): Contact;
  /** A contact made over REST; without an external id, `identify` never finds it. */
  create(externalId: string | null, attributes: Attributes): Contact;
  /**
   * The external id is the only key: unknown makes a new contact, known finds the old one. An e-mail address
   * never matches anybody, so two external ids with one address are two contacts (devdocs: Contact properties).
   */
  withExternalId(externalId: string): Contact;
  /** Sets attributes; null empties one. Those of another type than at their first use are left out and named in the answer. */
  setAttributes(id: number, attributes: AttributeChanges): AttributesSet;
  /** From now on it is found by this external id. */
  setExternalId(id: number, externalId: string): void;
  addEvent(id: number, event: ContactEvent): void;
  unsubscribe(id: number): void;
  /** Deletes it: from now on it is found by its id only. */
  remove(id: number): void;
  /** The contact as computed, without later changes. */
  computed(id: number): Contact | undefined;
  /** As a person does it in Drift's settings. */
  declareAttributes(types: Readonly<Record<string, AttributeType>>): void;
  /** Every attribute that has a type in this account. */
  attributeTypes(): ReadonlyMap<string, AttributeType>;
  /** Loads what an earlier run kept, without `onChange`. New ids follow the highest one. */
  restore(contacts: readonly Contact[]): void;
  /** Removes every trace of the contact, except the types that its attributes fixed. */
  forget(id: number): void;
  clear(): void;
}

export interface ContactStoreOptions {
  now: () => number;
  onChange: (contact: Contact) => void;
  source?: ContactSource | undefined;
}

const KEPT_EVENTS = 100;
// As in the first answer of POST /contacts (observed: driftapi-npm).
const FIRST_VERSION = 3;

export function createContactStore({ now, onChange, source }: ContactStoreOptions): ContactStore {
  const rows = createContactRows(source);
  const types = createAttributeTypes();
  const ids = createIdCounter(1001);

  const changed = (contact: Contact): Contact => {
    rows.keep(contact);
    const copy = structuredClone(contact);
    onChange(copy);
    return copy;
  };
  const change = (id: number, edit: (contact: Contact) => void): void => {
    const contact = rows.known(id);
    edit(contact);
    changed(contact);
  };
  const create = (externalId: string | null, given: Partial<Contact>): Contact =>
    changed({ ...newContact(ids.next(), now(), externalId), ...given });
  const byExternalId = (externalId: string): Contact | undefined =>
    structuredClone(rows.byExternalId(externalId));

  return {
    list: () => structuredClone(rows.list()),
    get: (id) => structuredClone(rows.find(id)),
    byExternalId,
    byEmail: (email) => structuredClone(rows.byEmail(email)),
    createAnonymous: (aid) => create(null, { aid }),
    create: (externalId, attributes) =>
      create(externalId, { attributes: types.admit(redact(attributes)).applied }),
    withExternalId: (externalId) => byExternalId(externalId) ?? create(externalId, {}),
    setAttributes(id, changes) {
      const contact = rows.known(id);
      const { applied, ignored } = types.admit(redact(withoutNull(changes)));
      contact.attributes = merged(contact.attributes, applied, changes);
      contact.version += 1;
      changed(contact);
      return { attributes: applied, ignored };
    },
    setExternalId: (id, externalId) => change(id, (contact) => (contact.externalId = externalId)),
    addEvent: (id, event) => change(id, (contact) => (contact.events = withEvent(contact.events, event))),
    unsubscribe: (id) => change(id, (contact) => (contact.unsubscribedAt ??= now())),
    remove: (id) => change(id, (contact) => (contact.deletedAt ??= now())),
    computed: (id) => source?.get(id),
    declareAttributes: types.declare,
    attributeTypes: types.all,
    restore(kept) {
      for (const one of structuredClone(kept)) {
        rows.keep({ ...one, version: one.version ?? FIRST_VERSION });
        types.admit(one.attributes);
        ids.skip(one.id);
      }
    },
    forget: rows.forget,
    clear() {
      rows.clear();
      types.clear();
    },
  };
}

function newContact(id: number, createdAt: number, externalId: string | null): Contact {
  return { id, createdAt, externalId, attributes: {}, events: [], version: FIRST_VERSION };
}

function merged(before: Attributes, applied: Attributes, changes: AttributeChanges): Attributes {
  const attributes = { ...before, ...applied };
  for (const [name, value] of Object.entries(changes)) if (value === null) delete attributes[name];
  return attributes;
}

function withEvent(events: readonly ContactEvent[], event: ContactEvent): ContactEvent[] {
  return [...events, { ...redact(event), name: redact(event.name).toLowerCase() }].slice(-KEPT_EVENTS);
}

function withoutNull(changes: AttributeChanges): Attributes {
  return Object.fromEntries(
    Object.entries(changes).filter((entry): entry is [string, Attributes[string]] => entry[1] !== null),
  );
}
