import type { Contact } from '../protocol';
import { createContactIndex } from './contact-index';

/** Contacts that are computed when somebody asks for them. A computed contact that changes is kept from then on. */
export interface ContactSource {
  get(id: number): Contact | undefined;
  byExternalId(externalId: string): Contact | undefined;
  byEmail(email: string): Contact[];
}

/** All contacts: the kept ones and the computed ones. */
export interface ContactRows {
  /** The kept contacts. */
  list(): Contact[];
  find(id: number): Contact | undefined;
  /** As `find`, for a change: the contact is kept from now on. Throws for an unknown contact. */
  known(id: number): Contact;
  byExternalId(externalId: string): Contact | undefined;
  /** The oldest first. */
  byEmail(email: string): Contact[];
  keep(contact: Contact): void;
  forget(id: number): void;
  clear(): void;
}

export function createContactRows(source: ContactSource | undefined): ContactRows {
  const byId = new Map<number, Contact>();
  const forgotten = new Set<number>();
  const index = createContactIndex();

  // A contact that is kept or forgotten is no longer computed.
  const isOwn = (id: number): boolean => byId.has(id) || forgotten.has(id);
  const find = (id: number): Contact | undefined => byId.get(id) ?? (isOwn(id) ? undefined : source?.get(id));
  return {
    list: () => [...byId.values()],
    find,
    known(id) {
      const contact = find(id);
      if (!contact) throw new Error(`There is no contact ${id}.`);
      byId.set(id, contact);
      return contact;
    },
    byExternalId(externalId) {
      const id = index.byExternalId(externalId);
      if (id !== undefined) return byId.get(id);
      const computed = source?.byExternalId(externalId);
      return computed && !isOwn(computed.id) ? computed : undefined;
    },
    byEmail(email) {
      const computed = source?.byEmail(email).filter(({ id }) => !isOwn(id)) ?? [];
      return [...computed, ...index.byEmail(email).flatMap((id) => byId.get(id) ?? [])];
    },
    keep(contact) {
      byId.set(contact.id, contact);
      index.put(contact);
    },
    forget(id) {
      byId.delete(id);
      index.remove(id);
      if (source?.get(id)) forgotten.add(id);
    },
    clear() {
      for (const store of [byId, forgotten, index]) store.clear();
    },
  };
}
