import type { AttributeChanges } from '../../protocol';

// Drift writes these into every contact. Sending them back changes nothing.
const OF_DRIFT = new Set([
  '_END_USER_VERSION',
  '_end_user_version',
  '_calculated_version',
  'externalId',
  'external_id',
  'events',
  'socialProfiles',
  'start_date',
  'tags',
]);

/**
 * The attributes of a body that can be set at all. ASSUMED: what is neither text, number nor boolean is dropped in silence,
 * as a value of the wrong type is; null empties an attribute.
 */
export function changesOf(given: Readonly<Record<string, unknown>>): AttributeChanges {
  const changes: AttributeChanges = {};
  for (const [name, value] of Object.entries(given)) {
    if (OF_DRIFT.has(name) || name === '__proto__') continue;
    if (typeof value === 'bigint') changes[name] = Number(value);
    else if (value === null || isSimple(value)) changes[name] = value;
  }
  return changes;
}

function isSimple(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
