/** The wanted user: what the app set, with the answers of the token endpoint and of other tabs. Pure. */
import { hashOf } from '../association';
import type { DriftError } from '../errors';
import type { Person } from '../page/record';
import { isEqualUser } from '../user';
import type { Contact } from '../user';

export type Token =
  | { readonly is: 'none' }
  | { readonly is: 'coming' }
  /** `until`: epoch milliseconds by this browser's clock; Infinity when the token does not say. */
  | { readonly is: 'here'; readonly userJwt: string | undefined; readonly until: number }
  | { readonly is: 'failed'; readonly error: DriftError };

export const NO_TOKEN: Token = { is: 'none' };

/** `person` numbers whom the app has set: while nobody is decided, it is the number of the last one, and calls made now wait for them. */
export type Wanted =
  /** The app has not said anything yet. */
  | { readonly is: 'unsaid'; readonly person: Person }
  | { readonly is: 'nobody'; readonly person: Person }
  | {
      readonly is: 'user';
      readonly person: Person;
      readonly contact: Contact;
      readonly token: Token;
      /** Another tab has the same user. Without a token, this tab does nothing that would log them out there. */
      readonly isInOtherTab?: boolean;
    }
  /** The app says `undefined` after a user: it does not know any more. `isOver`: it has said so for too long. */
  | {
      readonly is: 'silent';
      readonly person: Person;
      readonly contact: Contact;
      readonly token: Token;
      readonly isOver: boolean;
    }
  /** Another tab says that this browser is not, or not any more, whose this tab's app said. */
  | {
      readonly is: 'doubted';
      readonly person: Person;
      /** Whom the app had set; null for nobody. */
      readonly contact: Contact | null;
      /** A new token may confirm the contact. Where the app does not know them any more, only its word can. */
      readonly mayReturn: boolean;
      readonly token: Token;
      /** The hash of the user in the other tab's message; null when nobody is logged in, undefined when only a change is known. */
      readonly hash: string | null | undefined;
    };

/** Whether the app has said who is here, and nothing has cast doubt on it since. */
export const isDecided = ({ is }: Wanted): boolean => is === 'user' || is === 'nobody';

/** Whom the app set last; undefined before its first word. */
function lastSet(wanted: Wanted): Contact | null | undefined {
  if ('contact' in wanted) return wanted.contact;
  return wanted.is === 'nobody' ? null : undefined;
}

/** The user whose token may be requested: the current user, or a user whom a new token may confirm. */
export function claimant(wanted: Wanted): Contact | undefined {
  if (wanted.is === 'user') return wanted.contact;
  return wanted.is === 'doubted' && wanted.mayReturn ? (wanted.contact ?? undefined) : undefined;
}

/** The app sets a user. An equal user keeps their number; a failed token is requested again. */
export function stated(wanted: Wanted, contact: Contact | null, token: Token): Wanted {
  const person = personOf(wanted, contact);
  if (contact === null) return { is: 'nobody', person };
  // After `undefined`, the same person goes on where they were.
  const isSame = (wanted.is === 'user' || wanted.is === 'silent') && wanted.contact.id === contact.id;
  if (!isSame) return { is: 'user', person, contact, token };
  const isNew = token.is === 'here' && token.userJwt !== undefined;
  return {
    ...(wanted.is === 'user' && wanted),
    is: 'user',
    person,
    contact: isEqualUser(wanted.contact, contact) ? wanted.contact : contact,
    token: isNew || wanted.token.is === 'failed' ? token : wanted.token,
  };
}

/** The first user that the app sets takes over earlier calls. After that, calls belong to the user whom the app set last. */
function personOf(wanted: Wanted, next: Contact | null): Person {
  const last = lastSet(wanted);
  return last === undefined || last?.id === next?.id ? wanted.person : wanted.person + 1;
}

/** The app says `undefined`: after a user, it does not know any more. */
export function unstated(wanted: Wanted): Wanted {
  if (wanted.is === 'doubted') return { ...wanted, mayReturn: false };
  if (wanted.is !== 'user') return wanted;
  const { person, contact, token } = wanted;
  const kept = token.is === 'coming' ? NO_TOKEN : token; // its request is given up
  return { is: 'silent', person, contact, token: kept, isOver: false };
}

/** `undefined` has lasted too long. */
export const givenUp = (wanted: Wanted): Wanted =>
  wanted.is === 'silent' ? { ...wanted, isOver: true } : wanted;

/** Another tab speaks of somebody: if of somebody else, nobody is decided until the app says so anew, or a fresh token does. */
export function told(wanted: Wanted, hash: string | null | undefined): Wanted {
  const contact = lastSet(wanted);
  if (contact === undefined) return wanted;
  // That things may have changed takes nothing back of what was said. A token requested before may be that of whoever has left: `publish` aborts it.
  if (wanted.is === 'doubted')
    return { ...wanted, hash: hash === undefined ? wanted.hash : hash, token: NO_TOKEN };
  if (hash === (contact && hashOf(contact.id)))
    return wanted.is === 'user' ? { ...retried(wanted), isInOtherTab: true } : wanted;
  const mayReturn = wanted.is !== 'silent';
  return { is: 'doubted', person: wanted.person, contact, mayReturn, token: NO_TOKEN, hash };
}

/** What became of the request for a token: for the user, or for somebody whom it may confirm. */
export function tokened(wanted: Wanted, token: Token): Wanted {
  if (wanted.is === 'user') return { ...wanted, token };
  if (wanted.is !== 'doubted') return wanted;
  const { person, contact } = wanted;
  return contact && token.is === 'here' ? { is: 'user', person, contact, token } : { ...wanted, token };
}

/** A token that failed is asked for again. */
export const retried = <W extends Wanted>(wanted: W): W =>
  'token' in wanted && wanted.token.is === 'failed' ? { ...wanted, token: NO_TOKEN } : wanted;
