import { cleanAttributes, cleanUserId } from './attributes';
import type { DriftError, Report } from './errors';
import { notice } from './messages';
import type { VendorAttributes } from './vendor';

/** Drift's rules for a contact, with a memory: what only shows over several calls of a page is said once. */
export interface ContactRules {
  /** The attributes as Drift takes them; see `cleanAttributes`. */
  attributes(method: string, attributes: unknown): VendorAttributes;
  /** The same for a call that makes the contact, where Drift can only name people by what comes with it. */
  contact(method: string, attributes: unknown): VendorAttributes;
  userId(method: string, id: unknown): string | DriftError;
}

export function createContactRules(report: Report): ContactRules {
  const types = new Map<string, string>();
  const said = new Set<string>();
  const once = (key: string, sentence: string): void => {
    if (!said.has(key)) notice(sentence);
    said.add(key);
  };

  function attributes(method: string, given: unknown): VendorAttributes {
    const clean = cleanAttributes(method, given, report);
    for (const [key, value] of Object.entries(clean)) {
      const first = types.get(key) ?? typeof value;
      types.set(key, first);
      if (first !== typeof value)
        once(
          key,
          `The attribute "${key}" was a ${first} and is a ${typeof value} now. Drift keeps the first type for ever and drops other values.`,
        );
    }
    return clean;
  }

  return {
    attributes,
    contact(method, given) {
      const clean = attributes(method, given);
      if (!('email' in clean) && !('name' in clean))
        once(
          '',
          `${method}: the user has neither email nor name, so your team sees a contact without either in Drift.`,
        );
      return clean;
    },
    userId: (method, id) => cleanUserId(method, id, report),
  };
}
