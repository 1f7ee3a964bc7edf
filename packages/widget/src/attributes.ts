/**
 * Drift's attribute rules, applied before Drift applies them: it drops a whole call for one bad value,
 * and stops checking at the first null (seen in Drift's controller). We mend what can be mended and report the rest.
 */
import { whyLeftOut } from './checks';
import { DriftError } from './errors';
import type { Report } from './errors';
import { because, development, notice } from './messages';
import type { VendorAttributes } from './vendor';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function isTaken(key: string, value: unknown): boolean {
  if (key === 'email') return typeof value === 'string' && EMAIL.test(value);
  return Number.isFinite(value) || ['string', 'boolean'].includes(typeof value);
}

/** At the top level: within a loop, bundlers keep it in production. */
const why: typeof whyLeftOut | undefined = development ? whyLeftOut : undefined;

/**
 * A copy of the attributes that Drift takes whole: a `Date` becomes epoch milliseconds, `null` and `undefined` are left out,
 * and what it would choke on is left out and reported with its key.
 */
export function cleanAttributes(method: string, attributes: unknown, report: Report): VendorAttributes {
  if (attributes == null) return {};
  const refuse = (why: string, options?: { cause: unknown }): VendorAttributes => {
    report(new DriftError('bad_call', [method, why], options));
    return {};
  };
  if (typeof attributes !== 'object' || Array.isArray(attributes))
    return refuse(because('no_object', attributes));
  const clean: VendorAttributes = {};
  try {
    for (const [key, given] of Object.entries(attributes)) {
      const value: unknown = given instanceof Date ? given.getTime() : given;
      if (value == null) continue;
      if (isTaken(key, value)) clean[key] = value as VendorAttributes[string];
      else report(new DriftError('bad_attribute', why ? [method, key, why(key, value)] : [method, key]));
    }
  } catch (cause) {
    return refuse(because('unreadable'), { cause }); // a getter of the page's threw, or what only looks like a date
  }
  return clean;
}

const NO_IDS = ['', 'undefined', 'null', 'NaN', '[object Object]'];

/** The id as the string that Drift compares, or the error (already reported) when it is none. */
export function cleanUserId(method: string, id: unknown, report: Report): string | DriftError {
  const text = Number.isSafeInteger(id) ? String(id) : id;
  if (typeof text === 'string' && !NO_IDS.includes(text.trim())) return text;
  const error = new DriftError('bad_call', [method, because('no_user_id', id)]);
  report(error);
  return error;
}

/** Drift's rules for a contact, with a memory: what only shows over several calls of a page is said once. */
export interface ContactRules {
  readonly report: Report;
  /** The attributes as Drift takes them; see `cleanAttributes`. */
  attributes(method: string, attributes: unknown): VendorAttributes;
  /** The same for a call that makes the contact, where Drift can only name people by what comes with it. */
  contact(method: string, attributes: unknown): VendorAttributes;
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

  function named(method: string, given: unknown): VendorAttributes {
    const clean = attributes(method, given);
    if (isNamed && !('email' in clean) && !('name' in clean)) {
      isNamed = false;
      notice(
        `${method}: the user has neither email nor name, so your team sees a contact without either in Drift.`,
      );
    }
    return clean;
  }

  return { report, attributes, contact: development ? named : attributes };
}
