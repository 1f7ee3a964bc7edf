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

export interface Doubt {
  /** The hash of the user in the other tab's message; null when nobody is logged in, undefined when only a change is known. */
  readonly hash: string | null | undefined;
  /** The user that this tab's app had set, while a new token may confirm them. */
  readonly suspect: Contact | undefined;
}

export interface Undecided {
  readonly is: 'undecided';
  /** The number of the user whom the app set last. Calls made now wait for them. */
  readonly person: Person;
  /** The user whom the app set last; null when nobody is logged in, undefined before the first call. */
  readonly last?: Contact | null;
  /** The app itself said `undefined` after a person: the token they had, and whether `undecidedTimeout` is over. */
  readonly silence?: { readonly token: Token; readonly isOver: boolean };
  /** Another tab says that this browser is not, or not any more, whose this tab's app said. */
  readonly doubt?: Doubt;
}

export interface WantedUser {
  readonly is: 'user';
  readonly person: Person;
  readonly contact: Contact;
  readonly token: Token;
  /** Another tab has the same user. Without a token, this tab does nothing that would log them out there. */
  readonly isElsewhere?: boolean;
}

export type Wanted = Undecided | { readonly is: 'nobody'; readonly person: Person } | WantedUser;

/** The user whose token may be requested: the current user, or a user whom a new token may confirm. */
export function claimant(wanted: Wanted): Contact | undefined {
  if (wanted.is === 'undecided') return wanted.doubt?.suspect;
  return wanted.is === 'user' ? wanted.contact : undefined;
}

/** False for a late answer: the app may have set another user while the endpoint was answering. */
export const isFor = ({ person, id }: { person: Person; id: string }, wanted: Wanted): boolean =>
  wanted.person === person && claimant(wanted)?.id === id;

/** The app sets a user. An equal user keeps their number; a failed token is requested again. */
export function stated(before: Wanted, contact: Contact | null, token: Token): Wanted {
  const wanted = resumed(before, contact);
  if (contact === null)
    return wanted.is === 'nobody' ? wanted : { is: 'nobody', person: numberOf(wanted, null) };
  if (wanted.is !== 'user' || wanted.contact.id !== contact.id)
    return { is: 'user', person: numberOf(wanted, contact), contact, token };
  const known = isEqualUser(wanted.contact, contact) ? wanted.contact : contact;
  const isNew = token.is === 'here' && token.userJwt !== undefined;
  const kept = isNew || wanted.token.is === 'failed' ? token : wanted.token;
  return { ...wanted, contact: known, token: kept };
}

/** The first user that the app sets takes over earlier calls. After that, calls belong to the user whom the app set last. */
function numberOf(wanted: Wanted, next: Contact | null): Person {
  const isTheirs = wanted.is === 'undecided' && (wanted.last === undefined || wanted.last?.id === next?.id);
  return isTheirs ? wanted.person : wanted.person + 1;
}

/** After `undefined`, the same person goes on where they were, unless another tab has spoken meanwhile. */
function resumed(wanted: Wanted, contact: Contact | null): Wanted {
  if (wanted.is !== 'undecided' || !wanted.silence || wanted.doubt) return wanted;
  const { last, person, silence } = wanted;
  const isSame = last && last.id === contact?.id;
  return isSame ? { is: 'user', person, contact: last, token: silence.token } : wanted;
}

/** The app says `undefined`: after a person, it does not know any more. */
export function unstated(wanted: Wanted): Wanted {
  if (wanted.is === 'user') {
    const { person, contact, token } = wanted;
    const kept = token.is === 'coming' ? NO_TOKEN : token; // its request is given up
    return { is: 'undecided', person, last: contact, silence: { token: kept, isOver: false } };
  }
  if (wanted.is !== 'undecided' || !wanted.doubt?.suspect) return wanted;
  // A token alone must not bring back whom the app does not know of any more.
  const doubt = { ...wanted.doubt, suspect: undefined };
  return { ...wanted, doubt, silence: { token: NO_TOKEN, isOver: false } };
}

/** `undefined` has lasted too long. */
export function overdue(wanted: Wanted): Wanted {
  if (wanted.is !== 'undecided' || !wanted.silence) return wanted;
  return { ...wanted, silence: { ...wanted.silence, isOver: true } };
}

/** Another tab speaks of somebody else than ours: nobody is decided until the app says so anew, or a fresh token does. */
export function told(wanted: Wanted, hash: string | null | undefined): Wanted {
  const known = wanted.is === 'undecided' ? wanted.last : wanted.is === 'user' ? wanted.contact : null;
  if (known === undefined) return wanted;
  // That things may have changed takes nothing back of what was said.
  if (wanted.is === 'undecided' && wanted.doubt)
    return hash === undefined ? wanted : { ...wanted, doubt: { ...wanted.doubt, hash } };
  if (hash === (known && hashOf(known.id)))
    return wanted.is === 'user' ? { ...retried(wanted), isElsewhere: true } : wanted;
  if (wanted.is === 'undecided') return { ...wanted, doubt: { hash, suspect: undefined } };
  return {
    is: 'undecided',
    person: wanted.person,
    last: known,
    doubt: { hash, suspect: known ?? undefined },
  };
}

/** A token came, or none: for the user, or for somebody whom it may confirm. */
export function tokened(wanted: Wanted, token: Token): Wanted {
  if (wanted.is === 'user') return { ...wanted, token };
  const contact = claimant(wanted);
  const isConfirmed = contact && token.is === 'here';
  return isConfirmed ? { is: 'user', person: wanted.person, contact, token } : wanted;
}

/** A token that failed is asked for again. */
export function retried<W extends Wanted>(wanted: W): W {
  return wanted.is === 'user' && wanted.token.is === 'failed' ? { ...wanted, token: NO_TOKEN } : wanted;
}
