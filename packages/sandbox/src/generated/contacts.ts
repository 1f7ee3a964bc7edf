import type { ContactSource } from '../stores/contact-rows';
import { FIRST_COMPUTED_ID } from '../rules/known-ids';
import type { Contact } from '../protocol';
import type { Formula } from './formula';
import { hash, pick } from './hash';

const DAY = 24 * 3_600_000;
const FIRST_NAMES = [
  'Ada',
  'Bela',
  'Chidi',
  'Dana',
  'Emil',
  'Fatou',
  'Goran',
  'Hana',
  'Ivo',
  'June',
] as const;
const LAST_NAMES = ['Adler', 'Brandt', 'Costa', 'Diallo', 'Evans', 'Fischer', 'Garcia', 'Haas'] as const;
const CITIES = ['Boston', 'Lisbon', 'Dakar', 'Zürich', 'Osaka', 'São Paulo'] as const;

/** Two conversations in a row are one contact's. */
export function contactIdOf(conversationIndex: number): number {
  return FIRST_COMPUTED_ID + Math.floor(conversationIndex / 2) + 1;
}

/** The numbers of this contact's conversations. */
export function conversationsOf({ count }: Formula, contactId: number): number[] {
  const first = (contactId - FIRST_COMPUTED_ID - 1) * 2;
  return [first, first + 1].filter((index) => index >= 0 && index < count);
}

export function generateContacts(formula: Formula): ContactSource {
  const count = Math.ceil(formula.count / 2);
  const at = (text: string | undefined): Contact | undefined => {
    const number = Number(text ?? NaN);
    return number < count ? contactAt(formula, number) : undefined;
  };
  return {
    get(id) {
      const number = id - FIRST_COMPUTED_ID - 1;
      return number >= 0 && number < count ? contactAt(formula, number) : undefined;
    },
    byExternalId(externalId) {
      const contact = at(/^generated_(\d{1,12})$/.exec(externalId)?.[1]);
      return contact?.externalId === externalId ? contact : undefined;
    },
    byEmail(email) {
      const contact = at(/^person(\d{1,12})@generated\.example$/i.exec(email)?.[1]);
      return contact ? [contact] : [];
    },
  };
}

function contactAt({ seed, until }: Formula, number: number): Contact {
  const chance = hash(seed, 1, number);
  return {
    id: FIRST_COMPUTED_ID + number + 1,
    createdAt: until - (400 + (chance % 1000)) * DAY,
    // Of every third, the app never said who it is.
    externalId: number % 3 === 0 ? null : `generated_${number}`,
    attributes: {
      email: `person${number}@generated.example`,
      name: `${pick(FIRST_NAMES, chance)} ${pick(LAST_NAMES, chance >>> 8)}`,
      city: pick(CITIES, chance >>> 16),
      seats: chance % 50,
      isPaying: chance % 4 === 0,
    },
    events: [],
    version: 3 + (chance % 9),
  };
}
