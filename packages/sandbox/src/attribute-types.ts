import type { Attributes } from './protocol';

export type AttributeType = 'string' | 'number' | 'boolean';

/** Which type each attribute has in this account, and which attributes of a call it lets through. */
export interface AttributeTypes {
  admit(attributes: Attributes): { applied: Attributes; ignored: string[] };
  /** Every attribute that was ever set, by its name. */
  all(): ReadonlyMap<string, AttributeType>;
  clear(): void;
}

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
        const type = typeof value as AttributeType;
        if ((types.get(name) ?? type) !== type) {
          ignored.push(name);
          continue;
        }
        types.set(name, type);
        applied[name] = value;
      }
      return { applied, ignored };
    },
    all: () => types,
    clear: () => types.clear(),
  };
}
