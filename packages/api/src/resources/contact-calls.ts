import { attributesForBody, withDropped } from '../attributes';
import { idForBody, idOf } from '../ids';
import type { IdInput } from '../ids';
import type { AttributeDefinition, AttributeInput, Contact, TimelineEvent, WrittenContact } from '../models';
import type { Call } from '../request';
import { acknowledged, assertGiven, fieldsOf, inner, rowIn, rowsIn, rowsOf } from '../shapes';
import type { Fields } from '../shapes';
import { millisecondsOf } from '../time';

export interface TimelineEventInput {
  /** Exactly one of `contactId` and `externalId`. */
  readonly contactId?: IdInput;
  readonly externalId?: string;
  readonly event: string;
  /** Default: now. */
  readonly createdAt?: Date | number;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export const getContact = (id: IdInput): Call<Contact> => ({
  method: 'GET',
  path: '/contacts/{id}',
  params: { id: idOf(id, 'id') },
  scope: 'contact_read',
  read: rowIn,
});

export const findContact = (externalId: string): Call<Contact | undefined> => ({
  method: 'GET',
  path: '/contacts',
  query: byExternalId(externalId),
  scope: 'contact_read',
  read: (value) => rowsIn<Contact>(value)[0],
  // Seen: an empty list. A 404 would say the same.
  ifNotFound: () => undefined,
});

export function createContact(attributes: AttributeInput): Call<WrittenContact> {
  const sent = attributesForBody(attributes);
  const { email, externalId } = sent;
  if (typeof email !== 'string' || email === '') {
    throw new TypeError('A new contact needs the attribute email: Drift creates no contact without it.');
  }
  const how =
    externalId === undefined
      ? 'contacts.findByEmail(email) says whether it was created.'
      : 'contacts.findByExternalId(externalId) says whether it was created.';
  return {
    method: 'POST',
    path: '/contacts',
    body: { attributes: sent },
    scope: 'contact_write',
    read: writtenFrom(sent),
    lookFor: { how, ...(typeof externalId === 'string' && { externalId }) },
  };
}

export function updateContact(id: IdInput, attributes: AttributeInput): Call<WrittenContact> {
  const contactId = idOf(id, 'id');
  const sent = attributesForBody(attributes);
  return {
    method: 'PATCH',
    path: '/contacts/{id}',
    params: { id: contactId },
    body: { attributes: sent },
    scope: 'contact_write',
    read: writtenFrom(sent),
    lookFor: { how: 'contacts.get(contactId) shows the attributes as they are.', contactId },
  };
}

export function normalizeContact(externalId: string, attributes: AttributeInput): Call<WrittenContact> {
  const query = byExternalId(externalId);
  const sent = attributesForBody(attributes);
  return {
    method: 'PATCH',
    path: '/contacts/normalize',
    query,
    body: { attributes: sent },
    scope: 'contact_write',
    read: writtenFrom(sent),
    lookFor: { how: 'contacts.findByExternalId(externalId) shows the attributes as they are.', externalId },
  };
}

export function deleteContact(id: IdInput): Call<void> {
  const contactId = idOf(id, 'id');
  return {
    method: 'DELETE',
    path: '/contacts/{id}',
    params: { id: contactId },
    scope: 'contact_write',
    read: acknowledged,
    lookFor: { how: 'Deleting twice does no harm: do it again.', contactId },
  };
}

export function unsubscribe(emails: string | readonly string[]): Call<void> {
  const body: unknown[] = Array.isArray(emails) ? [...(emails as unknown[])] : [emails];
  if (body.length === 0 || !body.every((email) => typeof email === 'string' && email.includes('@'))) {
    throw new TypeError('contacts.unsubscribe needs one e-mail address or several.');
  }
  return {
    method: 'POST',
    path: '/emails/unsubscribe',
    body,
    scope: 'contact_write',
    read: acknowledged,
    lookFor: { how: 'Unsubscribing twice does no harm: do it again.' },
  };
}

export function postEvent(event: TimelineEventInput): Call<TimelineEvent> {
  assertGiven(event, 'contacts.postEvent needs { contactId or externalId, event }.');
  const { contactId, externalId, createdAt, attributes } = event;
  if ((contactId === undefined) === (externalId === undefined)) {
    throw new TypeError('contacts.postEvent needs exactly one of contactId and externalId.');
  }
  if (typeof event.event !== 'string' || event.event === '') {
    throw new TypeError('contacts.postEvent needs the text of the event.');
  }
  const id = contactId === undefined ? undefined : idForBody(contactId, 'contactId');
  return {
    method: 'POST',
    path: '/contacts/timeline',
    body: {
      ...(id === undefined ? { externalId: checkedExternalId(externalId) } : { contactId: id }),
      event: event.event,
      ...(createdAt !== undefined && { createdAt: millisecondsOf(createdAt, 'createdAt') }),
      ...(attributes !== undefined && { attributes }),
    },
    scope: 'contact_write',
    read: (value) => fieldsOf(inner(value)) as unknown as TimelineEvent,
    lookFor: {
      how: "No call reads a timeline: look at the contact's page in Drift.",
      ...(id === undefined ? externalId !== undefined && { externalId } : { contactId: String(id) }),
    },
  };
}

export const listAttributes: Call<AttributeDefinition[]> = {
  method: 'GET',
  path: '/contacts/attributes',
  scope: 'all_contact_read',
  read: (value) => rowsOf(fieldsOf(inner(value))['properties']),
};

const byExternalId = (externalId: string): [name: string, value: string][] => [
  ['idType', 'external'],
  ['id', checkedExternalId(externalId)],
];

function checkedExternalId(externalId: unknown): string {
  if (typeof externalId === 'string' && externalId !== '') return externalId;
  throw new TypeError('externalId must be a non-empty string: pass the same id as to drift.identify.');
}

const writtenFrom =
  (sent: Fields) =>
  (value: unknown): WrittenContact =>
    withDropped(rowIn<Contact>(value), sent);
