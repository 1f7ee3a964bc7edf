import { pageOf } from '../../visitor/post';
import type { Contact } from '../../protocol';
import type { Rest } from '../env';

/** A contact as Drift answers it. */
export function contactShape({ ids, assumed }: Rest, contact: Contact): Record<string, unknown> {
  const { id, createdAt, version } = contact;
  return {
    id: ids.write(id),
    createdAt,
    attributes: {
      ...contact.attributes,
      ...pagesOf(contact),
      ...externalIdOf(contact, assumed().restAnswers === 'documented'),
      _END_USER_VERSION: version,
      _end_user_version: version,
      _calculated_version: version,
      socialProfiles: {},
      events: {},
      tags: [],
      start_date: createdAt,
    },
  };
}

// Drift writes it twice. An anonymous visitor has its drift_aid there (devdocs: User identification).
function externalIdOf({ externalId, aid }: Contact, isDocumented: boolean): Record<string, unknown> {
  const known = externalId ?? aid;
  // The documents say null, and the answer that driftapi-npm prints says nothing.
  if (known === undefined) return isDocumented ? { externalId: null } : {};
  return { externalId: known, external_id: known };
}

function pagesOf(contact: Contact): Record<string, unknown> {
  const last = pageOf(contact);
  const lastEvent = contact.events.at(-1);
  return {
    ...(lastEvent && { last_active: lastEvent.at }),
    ...(last && { recent_entrance_page_url: last.url, recent_entrance_page_title: last.title }),
    // One string that holds JSON: so it stands in Drift's own sample.
    ...(contact.aid !== undefined && { last_context_location: JSON.stringify(LOCATION) }),
  };
}

/** Where everybody is, as far as a sandbox can tell. */
export const LOCATION = {
  city: 'Boston',
  region: 'Massachusetts',
  country: 'US',
  countryName: 'United States',
} as const;
