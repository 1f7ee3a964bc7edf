import type { IdInput } from '../ids';
import type { AttributeDefinition, AttributeInput, Contact, TimelineEvent, WrittenContact } from '../models';
import type { CallOptions } from '../options';
import { wholeList } from '../pages';
import type { List } from '../pages';
import type { Sender } from '../retry';
import * as calls from './contact-calls';
import type { TimelineEventInput } from './contact-calls';
import { findByEmail } from './find-by-email';
import { upsertContact } from './upsert-contact';

/**
 * Contacts: the people who chat. There is no list of all contacts in Drift's API: take the CSV export, then follow
 * the webhooks `contact_identified` and `contact_updated`.
 */
export interface Contacts {
  /** One contact. Scope `contact_read`; rejects with `not_found`. devdocs: retrieving-contact. */
  get(id: IdInput, options?: CallOptions): Promise<Contact>;
  /** The contacts with this e-mail, often several: an e-mail is not a key. `limit`: at most so many. Scope `contact_read`. */
  findByEmail(email: string, filter?: { readonly limit?: number }, options?: CallOptions): List<Contact>;
  /** The contact with your own id, or undefined. Scope `contact_read`. */
  findByExternalId(externalId: string, options?: CallOptions): Promise<Contact | undefined>;
  /**
   * A new contact; `email` is required. With an `externalId`, the next `identify` with that id lands on this contact.
   * Without one, no `identify` ever reaches it. Contacts do not merge by e-mail: without an `externalId`, an e-mail
   * that is known is a `conflict`; with one, only an `externalId` that is known is. Scope `contact_write`.
   */
  create(
    attributes: AttributeInput & { readonly email: string },
    options?: CallOptions,
  ): Promise<WrittenContact>;
  /** Changes the attributes that are given, and no others. An unknown name makes a new attribute. Scope `contact_write`. */
  update(id: IdInput, attributes: AttributeInput, options?: CallOptions): Promise<WrittenContact>;
  /** As `update`, found by your own id. Rejects with `not_found`. */
  updateByExternalId(
    externalId: string,
    attributes: AttributeInput,
    options?: CallOptions,
  ): Promise<WrittenContact>;
  /**
   * Updates the contact with your own id, or creates it; also where somebody else creates it in between. Up to three
   * calls. Give the `email`: a new contact needs one.
   */
  upsertByExternalId(
    externalId: string,
    attributes: AttributeInput,
    options?: CallOptions,
  ): Promise<WrittenContact>;
  /** Takes the contact off Drift's lists, some time later. It erases nothing: that is `gdpr.delete`. Scope `contact_write`. */
  delete(id: IdInput, options?: CallOptions): Promise<void>;
  /** No more e-mail from Drift to these addresses. Scope `contact_write`. */
  unsubscribe(emails: string | readonly string[], options?: CallOptions): Promise<void>;
  /** An event on the contact's timeline. Drift may give its text back in lower case. Scope `contact_write`. */
  postEvent(event: TimelineEventInput, options?: CallOptions): Promise<TimelineEvent>;
  /** Every attribute that contacts can have, with its fixed type. Scope `all_contact_read`. */
  listAttributes(options?: CallOptions): List<AttributeDefinition>;
}

export function createContacts(send: Sender): Contacts {
  return {
    get: async (id, options) => send(calls.getContact(id), options),
    findByEmail: (email, filter, options) => findByEmail(send, email, filter, options),
    findByExternalId: async (externalId, options) => send(calls.findContact(externalId), options),
    create: async (attributes, options) => send(calls.createContact(attributes), options),
    update: async (id, attributes, options) => send(calls.updateContact(id, attributes), options),
    updateByExternalId: async (externalId, attributes, options) =>
      send(calls.normalizeContact(externalId, attributes), options),
    upsertByExternalId: (externalId, attributes, options) =>
      upsertContact(send, externalId, attributes, options),
    delete: async (id, options) => send(calls.deleteContact(id), options),
    unsubscribe: async (emails, options) => send(calls.unsubscribe(emails), options),
    postEvent: async (event, options) => send(calls.postEvent(event), options),
    listAttributes: (options) => wholeList(() => send(calls.listAttributes, options)),
  };
}
