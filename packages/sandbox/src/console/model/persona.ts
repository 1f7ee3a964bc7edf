import type { Contact } from '../../protocol';
import { shownText } from './shown-text';

/** A contact as people see it: one name and one colour, the same everywhere. */
export interface Persona {
  contactId: number;
  name: string;
  /** A letter or two for the round mark beside the name. */
  initials: string;
  /** Null while anonymous. */
  externalId: string | null;
  /** One of `TONES` colours; null for the neutral one of visitors nobody knows. */
  tone: number | null;
}

const TONES = 6;
const LONGEST_NAME = 120;

/** Of a contact that is not known (any more) nothing is known but its number. */
export function personaOf(contact: Contact | undefined, contactId: number): Persona {
  const externalId = contact?.externalId ?? null;
  const name = nameOf(contact) ?? `Contact ${contactId}`;
  // Neighbours in time are neighbours in number, so they never have the same colour.
  const tone = externalId === null ? null : contactId % TONES;
  return { contactId, name, initials: initialsOf(name), externalId, tone };
}

function nameOf(contact: Contact | undefined): string | undefined {
  if (!contact) return undefined;
  // What an anonymous visitor says of itself is an attribute, not an identity.
  if (contact.externalId === null && contact.aid !== undefined) return 'Anonymous visitor';
  const { name, email } = contact.attributes;
  const said = [name, email, contact.externalId].find((one) => typeof one === 'string' && one.trim() !== '');
  return shownText(String(said), LONGEST_NAME);
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? '');
  const [first = '', ...more] = words.filter((letter) => letter !== '');
  return `${first}${more.at(-1) ?? ''}`.toUpperCase();
}
