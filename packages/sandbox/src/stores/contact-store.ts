import { createAttributeTypes } from '../rules/attribute-types';
import { createContactIndex } from './contact-index';
import { FIRST_COMPUTED_ID } from '../rules/known-ids';
import type { AttributeChanges, Attributes, AttributeType, Contact, ContactEvent } from '../protocol';
import { redact } from '../rules/redact';

/** The contacts of one sandbox. What it hands out are copies: nobody changes a contact but through a rule. */
export interface Contacts {
  list(): Contact[];
  get(id: number): Contact | undefined;
  byExternalId(externalId: string): Contact | undefined;
  /** An e-mail address is not a key: any number of contacts may have it. The oldest comes first. */
  byEmail(email: string): Contact[];
}

/** Contacts that are computed when they are asked for; those that change are kept like any other. */
export interface ContactSource {
  get(id: number): Contact | undefined;
  byExternalId(externalId: string): Contact | undefined;
  byEmail(email: string): Contact[];
}

/** What became of a change of attributes. */
export interface AttributesSet {
  attributes: Attributes;
  /** Left out, because their type is not that of their first use. */
  ignored: string[];
}

/** The rules by which contacts come to be and change. */
export interface ContactStore extends Contacts {
  /** A visitor nobody knows is a contact without an external id (devdocs: User identification). */
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
  /** Takes it out of the index: it is found by its id alone. */
  remove(id: number): void;
  /** A contact as it is computed, whatever became of it since. */
  computed(id: number): Contact | undefined;
  /** As a person does it in Drift's settings. */
  declareAttributes(types: Readonly<Record<string, AttributeType>>): void;
  /** Every attribute that has a type in this account. */
  attributeTypes(): ReadonlyMap<string, AttributeType>;
  /** Takes in what an earlier run kept, telling nobody; ids go on after the highest. */
  restore(contacts: readonly Contact[]): void;
  /** As if this contact had never been; what type its attributes fixed stays fixed. */
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
  const byId = new Map<number, Contact>();
  const forgotten = new Set<number>();
  const index = createContactIndex();
  const types = createAttributeTypes();
  let nextId = 1001;

  const isOwn = (id: number): boolean => byId.has(id) || forgotten.has(id);
  const create = (externalId: string | null, rest: Partial<Contact>): Contact => {
    const id = nextId++;
    const contact: Contact = {
      id,
      createdAt: now(),
      externalId,
      attributes: {},
      events: [],
      version: FIRST_VERSION,
      ...rest,
    };
    byId.set(id, contact);
    return changed(contact);
  };
  const changed = (contact: Contact): Contact => {
    index.put(contact);
    const copy = structuredClone(contact);
    onChange(copy);
    return copy;
  };
  const find = (id: number): Contact | undefined => byId.get(id) ?? (isOwn(id) ? undefined : source?.get(id));
  // Whoever is about to change is kept from now on.
  const known = (id: number): Contact => {
    const contact = find(id);
    if (!contact) throw new Error(`There is no contact ${id}.`);
    byId.set(id, contact);
    return contact;
  };
  const byExternalId = (externalId: string): Contact | undefined => {
    const id = index.byExternalId(externalId);
    if (id !== undefined) return structuredClone(byId.get(id));
    const computed = source?.byExternalId(externalId);
    return computed && !isOwn(computed.id) ? computed : undefined;
  };

  return {
    list: () => structuredClone([...byId.values()]),
    get: (id) => structuredClone(find(id)),
    byExternalId,
    byEmail(email) {
      const computed = source?.byEmail(email).filter(({ id }) => !isOwn(id)) ?? [];
      const own = index.byEmail(email).flatMap((id) => byId.get(id) ?? []);
      return [...computed, ...structuredClone(own)];
    },
    createAnonymous: (aid) => create(null, { aid }),
    create: (externalId, attributes) =>
      create(externalId, { attributes: types.admit(redact(attributes)).applied }),
    withExternalId: (externalId) => byExternalId(externalId) ?? create(externalId, {}),
    setAttributes(id, changes) {
      const contact = known(id);
      const emptied = Object.keys(changes).filter((name) => changes[name] === null);
      const { applied, ignored } = types.admit(redact(withoutNull(changes)));
      const attributes = { ...contact.attributes, ...applied };
      for (const name of emptied) delete attributes[name];
      contact.attributes = attributes;
      contact.version += 1;
      changed(contact);
      return { attributes: applied, ignored };
    },
    setExternalId(id, externalId) {
      const contact = known(id);
      contact.externalId = externalId;
      changed(contact);
    },
    addEvent(id, event) {
      const contact = known(id);
      const events = [...contact.events, { ...redact(event), name: redact(event.name).toLowerCase() }];
      contact.events = events.slice(-KEPT_EVENTS);
      changed(contact);
    },
    unsubscribe(id) {
      const contact = known(id);
      contact.unsubscribedAt ??= now();
      changed(contact);
    },
    remove(id) {
      const contact = known(id);
      contact.deletedAt ??= now();
      changed(contact);
    },
    computed: (id) => source?.get(id),
    declareAttributes: (declared) => types.declare(declared),
    attributeTypes: () => types.all(),
    restore(kept) {
      for (const one of structuredClone(kept)) {
        const contact = { ...one, version: one.version ?? FIRST_VERSION };
        byId.set(contact.id, contact);
        index.put(contact);
        types.admit(contact.attributes);
        if (contact.id < FIRST_COMPUTED_ID) nextId = Math.max(nextId, contact.id + 1);
      }
    },
    forget(id) {
      byId.delete(id);
      index.remove(id);
      if (source?.get(id)) forgotten.add(id);
    },
    clear() {
      byId.clear();
      forgotten.clear();
      index.clear();
      types.clear();
    },
  };
}

function withoutNull(changes: AttributeChanges): Attributes {
  return Object.fromEntries(
    Object.entries(changes).filter((entry): entry is [string, Attributes[string]] => entry[1] !== null),
  );
}
