import type { ContactRules } from '../contact-rules';
import { DriftError } from '../errors';
import type { UserAttributes, VendorAttributes, Vocabulary } from '../vendor';

/** A person of your app: the stable, unique id that Drift ties the contact to, and the contact's attributes. */
export type DriftUser<V extends Vocabulary = Vocabulary> = { id: string } & UserAttributes<V>;

/** A person as Drift can take them: copied when stated, so that later changes of the object change nothing. */
export interface Contact {
  readonly id: string;
  readonly attributes: VendorAttributes;
  /** The object the app stated, to hand it back as it came. */
  readonly user: DriftUser;
}

/** The person, or the error (already reported) when the id is none. */
export function readUser(caller: string, user: DriftUser, rules: ContactRules): Contact | DriftError {
  const { id, ...attributes } = user ?? {};
  const clean = rules.userId(caller, id);
  if (clean instanceof DriftError) return clean;
  return { id: clean, attributes: rules.contact(caller, attributes), user: { ...user, id: clean } };
}

/** The attributes of `next` that `known` has not, or has otherwise. */
export function changedAttributes(known: Contact, next: Contact): VendorAttributes {
  return Object.fromEntries(
    Object.entries(next.attributes).filter(([key, value]) => known.attributes[key] !== value),
  );
}

export const isEqualUser = (one: Contact, other: Contact): boolean =>
  one.id === other.id &&
  Object.keys(changedAttributes(one, other)).length === 0 &&
  Object.keys(changedAttributes(other, one)).length === 0;
