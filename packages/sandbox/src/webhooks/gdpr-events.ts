import type { Assumptions } from '../protocol';
import type { Raised } from './events';
import type { Shapes } from './shapes';

interface Erased {
  id: number;
  email: unknown;
}

/** The events of a privacy deletion. ASSUMED: how they name the contact; no document shows it. */
export function gdprEvents(
  erased: readonly Erased[],
  shape: Assumptions['gdprDeleteRequested'],
  shapes: Shapes,
): Raised[] {
  if (erased.length === 0) return [];
  return datasOf(erased, shape, shapes).map((data) => ({
    event: 'gdpr_delete_requested',
    data,
    contactId: null,
  }));
}

function datasOf(
  erased: readonly Erased[],
  shape: Assumptions['gdprDeleteRequested'],
  shapes: Shapes,
): object[] {
  if (shape === 'neither') return [{}];
  if (shape === 'contact_id') return erased.map(({ id }) => ({ contactId: shapes.id(id) }));
  return [...new Set(erased.map(({ email }) => email))].map((email) => ({ email: email ?? null }));
}
