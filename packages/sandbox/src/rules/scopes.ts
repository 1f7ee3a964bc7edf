import type { Scope } from '../protocol';

// Written as a record, so that none can be forgotten.
const ALL: Readonly<Record<Scope, true>> = {
  contact_read: true,
  contact_write: true,
  all_contact_read: true,
  conversation_read: true,
  conversation_write: true,
  user_read: true,
  user_write: true,
  account_read: true,
  account_write: true,
  gdpr_read: true,
  gdpr_write: true,
};

/** Every scope there is. */
export const SCOPES: Scope[] = Object.keys(ALL) as Scope[];

export function isScope(value: unknown): value is Scope {
  return typeof value === 'string' && Object.hasOwn(ALL, value);
}
