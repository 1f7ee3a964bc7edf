import type { AttributeInput, Contact, WrittenContact } from './models';
import type { Fields } from './shapes';
import { isFields } from './shapes';

/** Attributes as Drift takes them: dates as milliseconds, without undefined ones. */
export function attributesForBody(attributes: AttributeInput): Fields {
  if (!isFields(attributes)) throw new TypeError('attributes must be an object.');
  if ('attributes' in attributes && isFields(attributes['attributes'])) {
    throw new TypeError('Pass the attributes themselves: { email, plan }, not { attributes: { … } }.');
  }
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  // Assigned one by one, an attribute named __proto__ would be lost in silence.
  return Object.fromEntries(given.map(([name, value]) => [name, forBody(name, value)]));
}

function forBody(name: string, value: unknown): unknown {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new TypeError(`The attribute ${name} is an invalid date.`);
    return value.getTime();
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`The attribute ${name} is ${value}, which JSON cannot hold.`);
  }
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`The attribute ${name} is a ${typeof value}.`);
  }
  return value;
}

/** The contact, with the keys of the attributes that Drift dropped: it drops a value of another type without an error. */
export function withDropped(contact: Contact, sent: Fields): WrittenContact {
  const kept: Fields = isFields(contact.attributes) ? contact.attributes : {};
  const dropped = Object.keys(sent).filter((name) => !isSame(sent[name], kept[name]));
  return { ...contact, dropped };
}

/** Drift changes the case of some texts, and says some numbers as text: neither is a loss. */
function isSame(sent: unknown, kept: unknown): boolean {
  if (sent === null) return kept === null || kept === undefined || kept === '';
  return kept !== null && kept !== undefined && textOf(sent) === textOf(kept);
}

/** With sorted keys, and bigints as digits: two readings of one value are equal. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value).trim().toLowerCase();
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return part.toString();
    return isFields(part) ? Object.fromEntries(Object.entries(part).sort(byKey)) : part;
  });
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
