import type { Contact } from '../protocol';

/** Finds contacts by what else they are known by. A deleted contact is in no index. */
export interface ContactIndex {
  byExternalId(externalId: string): number | undefined;
  /** Ids, the oldest contact first; letters count in either case. */
  byEmail(email: string): number[];
  /** Takes in what the contact is now, in place of what it was. */
  put(contact: Contact): void;
  remove(id: number): void;
  clear(): void;
}

export function createContactIndex(): ContactIndex {
  const idOfExternalId = new Map<string, number>();
  const idsOfEmail = new Map<string, Set<number>>();
  const known = new Map<number, { externalId: string | null; email: string | null }>();

  const remove = (id: number): void => {
    const { externalId = null, email = null } = known.get(id) ?? {};
    known.delete(id);
    if (externalId !== null && idOfExternalId.get(externalId) === id) idOfExternalId.delete(externalId);
    if (email === null) return;
    const ids = idsOfEmail.get(email);
    ids?.delete(id);
    if (ids?.size === 0) idsOfEmail.delete(email);
  };
  return {
    byExternalId: (externalId) => idOfExternalId.get(externalId),
    byEmail: (email) => [...(idsOfEmail.get(email.toLowerCase()) ?? [])].sort((one, other) => one - other),
    put(contact) {
      const { id, externalId } = contact;
      const email = emailOf(contact);
      const before = known.get(id);
      if (before?.externalId === externalId && before.email === email && contact.deletedAt === undefined)
        return;
      remove(id);
      if (contact.deletedAt !== undefined) return;
      known.set(id, { externalId, email });
      if (externalId !== null) idOfExternalId.set(externalId, id);
      if (email !== null) idsOfEmail.set(email, (idsOfEmail.get(email) ?? new Set()).add(id));
    },
    remove,
    clear() {
      for (const map of [idOfExternalId, idsOfEmail, known]) map.clear();
    },
  };
}

function emailOf({ attributes: { email } }: Contact): string | null {
  return typeof email === 'string' && email !== '' ? email.toLowerCase() : null;
}
