import { cleanUserId } from './attributes';
import type { ContactRules } from './attributes';
import { DriftError } from './errors';
import { because } from './messages';
import { isSame } from './observable';
import type { GivenAttributes, QueueEntry, UserAttributes, VendorAttributes, Vocabulary } from './vendor';

/** A person of your app: the stable, unique id that Drift ties the contact to, and the contact's attributes. */
export type DriftUser<V extends Vocabulary = Vocabulary> = { id: string } & UserAttributes<V>;

/** What a call takes as a user: the team's words, else any flat type `U` of the app. */
export type GivenUser<V extends Vocabulary, U> = { id: string } & GivenAttributes<V, U>;

/** A person as Drift can take them: copied when stated, so that later changes of the object change nothing. */
export interface Contact {
  readonly id: string;
  readonly attributes: VendorAttributes;
  /** The object the app stated, to hand it back as it came. */
  readonly user: DriftUser;
}

/** The person, or the error (already reported) when there is none in it. `given`: an id that comes beside the attributes. */
export function readUser(
  caller: string,
  user: DriftUser,
  { contact, report }: ContactRules,
  given?: { id: string },
): Contact | DriftError {
  let copy: DriftUser;
  try {
    copy = { ...user, ...given };
  } catch (cause) {
    // A store may pass a proxy that throws when it is read.
    const error = new DriftError('bad_call', [caller, because('unreadable')], { cause });
    report(error);
    return error;
  }
  const { id, ...attributes } = copy;
  const clean = cleanUserId(caller, id, report);
  if (clean instanceof DriftError) return clean;
  return { id: clean, attributes: contact(caller, attributes), user: Object.freeze({ ...copy, id: clean }) };
}

/** The attributes of `next` that `known` has not, or has otherwise. */
export function changedAttributes(known: Contact, next: Contact): VendorAttributes {
  return Object.fromEntries(
    Object.entries(next.attributes).filter(([key, value]) => known.attributes[key] !== value),
  );
}

export const isEqualUser = (one: Contact, other: Contact): boolean =>
  one.id === other.id && isSame(one.attributes, other.attributes);

/**
 * The one place in the tree that builds Drift's `identify` call: the token is in the third argument, always
 * (devdocs: Signed identities; elsewhere it is ignored without a word).
 */
export function identifyEntry(
  userId: string,
  attributes: VendorAttributes,
  userJwt: string | undefined,
): QueueEntry {
  return userJwt === undefined
    ? ['identify', userId, attributes]
    : ['identify', userId, attributes, { userJwt }];
}
