import { cleanAttributes, cleanUserId } from './attributes';
import { DriftError } from './errors';
import type { Report } from './errors';
import { development, notice } from './messages';
import { because } from './reasons';
import type { VendorAttributes } from './vendor';

/** Drift's rules for a contact, with a memory: what only shows over several calls of a page is said once. */
export interface ContactRules {
  readonly report: Report;
  /** The attributes as Drift takes them; see `cleanAttributes`. */
  attributes(method: string, attributes: unknown): VendorAttributes;
  /** The same for a call that makes the contact, where Drift can only name people by what comes with it. */
  contact(method: string, attributes: unknown): VendorAttributes;
  userId(method: string, id: unknown): string | DriftError;
}

export function createContactRules(report: Report): ContactRules {
  const types = new Map<string, string>();
  const said = new Set<string>();
  let isNamed = true;

  function attributes(method: string, given: unknown): VendorAttributes {
    const clean = cleanAttributes(method, given, report);
    for (const [key, value] of Object.entries(clean)) {
      const first = types.get(key) ?? typeof value;
      types.set(key, first);
      if (first === typeof value || said.has(key)) continue;
      said.add(key);
      report(new DriftError('bad_attribute', [method, key, because('changed_type', first, typeof value)]));
    }
    return clean;
  }

  return {
    report,
    attributes,
    contact(method, given) {
      const clean = attributes(method, given);
      if (development && isNamed && !('email' in clean) && !('name' in clean)) {
        isNamed = false;
        notice(
          `${method}: the user has neither email nor name, so your team sees a contact without either in Drift.`,
        );
      }
      return clean;
    },
    userId: (method, id) => cleanUserId(method, id, report),
  };
}
