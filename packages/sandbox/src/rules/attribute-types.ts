import type { Attributes, AttributeType, AttributeValue } from '../protocol';

/** Which type each attribute has in this account, and which attributes of a call it lets through. */
export interface AttributeTypes {
  admit(attributes: Attributes): { applied: Attributes; ignored: string[] };
  /** As a person does it in Drift's settings: the only way to a date. */
  declare(types: Readonly<Record<string, AttributeType>>): void;
  /** Every attribute that was ever set or declared, by its name. */
  all(): ReadonlyMap<string, AttributeType>;
  clear(): void;
}

// A date goes as epoch milliseconds.
const VALUE_OF_TYPE: Readonly<Record<AttributeType, string>> = {
  STRING: 'string',
  NUMERIC: 'number',
  BOOLEAN: 'boolean',
  DATETIME: 'number',
  DATE: 'number',
};

/**
 * The first value of an attribute fixes its type for the whole account; a later value of another type is
 * dropped without a word (devdocs: Contact properties, Custom attributes). Names are case-sensitive.
 */
export function createAttributeTypes(): AttributeTypes {
  const types = new Map<string, AttributeType>();
  return {
    admit(attributes) {
      const applied: Attributes = {};
      const ignored: string[] = [];
      for (const [name, value] of Object.entries(attributes)) {
        const type = types.get(name) ?? typeOf(value);
        if (VALUE_OF_TYPE[type] !== typeof value) {
          ignored.push(name);
          continue;
        }
        types.set(name, type);
        applied[name] = value;
      }
      return { applied, ignored };
    },
    declare(declared) {
      for (const [name, type] of Object.entries(declared)) types.set(name, type);
    },
    all: () => types,
    clear: () => types.clear(),
  };
}

function typeOf(value: AttributeValue): AttributeType {
  if (typeof value === 'string') return 'STRING';
  return typeof value === 'number' ? 'NUMERIC' : 'BOOLEAN';
}
