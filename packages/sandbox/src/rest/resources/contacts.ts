import { Hono } from 'hono';
import { z } from 'zod';
import type { AttributeChanges, Contact } from '../../protocol';
import { answer, OK } from '../answer';
import { allow } from '../auth';
import type { Rest, RestContext, RestEnv } from '../env';
import { notFound, RestError } from '../rest-error';
import { MaybeWhole, readBody, readQuery, Repeated, WireId } from '../input';
import { contactShape } from '../shapes/contact';
import { changesOf } from './contact-attributes';

const Attributes = z.looseObject({
  email: z.string().max(254).nullish(),
  externalId: z.union([z.string().min(1).max(255), z.number(), z.null()]).optional(),
});
const Create = z.object({ attributes: Attributes });
const Update = z.object({ attributes: Attributes });
const Lookup = z.object({
  email: z.string().optional(),
  idType: z.enum(['drift', 'external', 'internal']).optional(),
  id: Repeated,
  limit: MaybeWhole,
});
const TimelineEvent = z.object({
  contactId: WireId.optional(),
  externalId: z.string().optional(),
  event: z.string().trim().min(1).max(1000),
  createdAt: z.number().int().nonnegative().max(8.64e15).optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
});
const Emails = z.array(z.string()).max(10_000);

/** `/contacts…` and `/emails/unsubscribe`. */
export function contactRoutes(rest: Rest): Hono<RestEnv> {
  const app = new Hono<RestEnv>();
  app.post('/contacts', allow('contact_write'), async (c) => {
    const { attributes } = await readBody(c, Create);
    return answer(c, { data: contactShape(rest, create(rest, attributes)) });
  });
  app.get('/contacts', allow('contact_read'), (c) => {
    const found = lookUp(rest, readQuery(c, Lookup));
    return answer(c, { data: found.map((contact) => contactShape(rest, contact)) });
  });
  app.patch('/contacts/normalize', allow('contact_write'), (c) => {
    const [contact] = lookUp(rest, readQuery(c, Lookup));
    if (!contact) throw notFound('contact with this id', c.req.query('id'));
    return update(rest, c, contact);
  });
  app.post('/contacts/timeline', allow('contact_write'), async (c) =>
    answer(c, { data: addEvent(rest, await readBody(c, TimelineEvent)) }),
  );
  app.get('/contacts/:id', allow('contact_read'), (c) =>
    answer(c, { data: contactShape(rest, known(rest, c.req.param('id'))) }),
  );
  app.patch('/contacts/:id', allow('contact_write'), (c) => update(rest, c, known(rest, c.req.param('id'))));
  app.delete('/contacts/:id', allow('contact_write'), (c) => {
    rest.world.contacts.remove(known(rest, c.req.param('id')).id);
    return answer(c, OK, 202);
  });
  app.post('/emails/unsubscribe', allow('contact_write'), async (c) => {
    const { contacts } = rest.world;
    for (const email of await readBody(c, Emails))
      for (const { id } of contacts.byEmail(email)) contacts.unsubscribe(id);
    return answer(c, OK);
  });
  return app;
}

/**
 * Without an external id, the e-mail must be new; with one, that must be (devdocs: Creating a contact). An e-mail address
 * alone is required.
 */
function create({ world: { contacts } }: Rest, given: z.output<typeof Attributes>): Contact {
  const { email } = given;
  if (typeof email !== 'string' || !email.includes('@'))
    throw new RestError(400, 'attributes.email: is required', 'attributes.email');
  const externalId = given.externalId == null ? null : String(given.externalId);
  const taken = externalId === null ? contacts.byEmail(email)[0] : contacts.byExternalId(externalId);
  if (taken) {
    const what = externalId === null ? 'this email' : 'this externalId';
    throw new RestError(
      409,
      `A contact with ${what} already exists.`,
      externalId === null ? 'email' : 'externalId',
    );
  }
  return contacts.create(externalId, withoutNull(changesOf(given)));
}

async function update(rest: Rest, c: RestContext, { id, externalId }: Contact): Promise<Response> {
  const { contacts } = rest.world;
  const { attributes } = await readBody(c, Update);
  const wanted = attributes.externalId == null ? externalId : String(attributes.externalId);
  if (wanted !== null && wanted !== externalId) {
    if (contacts.byExternalId(wanted))
      throw new RestError(409, 'A contact with this externalId already exists.', 'externalId');
    contacts.setExternalId(id, wanted);
  }
  contacts.setAttributes(id, changesOf(attributes));
  return answer(c, { data: contactShape(rest, known(rest, rest.ids.write(id))) });
}

function lookUp(rest: Rest, { email, idType, id, limit }: z.output<typeof Lookup>): Contact[] {
  const { contacts } = rest.world;
  if (idType !== undefined) return id.flatMap((one) => byIdOf(rest, idType, one) ?? []).slice(0, limit);
  if (email !== undefined) return contacts.byEmail(email).slice(0, limit);
  throw new RestError(400, 'To look up contacts, give email, or idType and id.');
}

function byIdOf(rest: Rest, idType: 'drift' | 'external' | 'internal', id: string): Contact | undefined {
  // ASSUMED: `internal` is Drift's own id, as `drift` is.
  return idType === 'external' ? byExternalId(rest, id) : find(rest, id);
}

/** An anonymous visitor is found by the drift_aid of its browser. */
function byExternalId({ world: { contacts, browsers } }: Rest, externalId: string): Contact | undefined {
  const contact = contacts.byExternalId(externalId);
  if (contact) return contact;
  const history = browsers.get(externalId)?.history ?? [];
  const seen = history.map(({ contactId }) => contacts.get(contactId));
  return seen.filter((one) => one?.externalId === null && one.deletedAt === undefined).at(-1);
}

function addEvent(rest: Rest, given: z.output<typeof TimelineEvent>): Record<string, unknown> {
  const { world, ids } = rest;
  const { contactId, externalId, event, attributes = {}, createdAt = world.now() } = given;
  if ((contactId === undefined) === (externalId === undefined))
    throw new RestError(400, 'Give either contactId or externalId, and not both.', 'contactId');
  const contact = externalId === undefined ? find(rest, contactId) : byExternalId(rest, externalId);
  if (!contact) throw notFound('contact', contactId ?? externalId);
  world.contacts.addEvent(contact.id, {
    at: createdAt,
    name: event,
    attributes: withoutNull(changesOf(attributes)),
  });
  const isObserved = rest.assumed().restAnswers === 'observed';
  return {
    attributes,
    event: isObserved ? event.toLowerCase() : event,
    createdAt,
    contactId: ids.write(contact.id),
  };
}

function find(rest: Rest, wire: unknown): Contact | undefined {
  const { world, ids } = rest;
  const id = ids.read(wire);
  const contact = id === undefined ? undefined : world.contacts.get(id);
  return contact?.deletedAt === undefined || rest.assumed().deletedContact === 'readable'
    ? contact
    : undefined;
}

function known(rest: Rest, wire: unknown): Contact {
  const contact = find(rest, wire);
  if (!contact) throw notFound('contact', wire);
  return contact;
}

function withoutNull(changes: AttributeChanges): Contact['attributes'] {
  return Object.fromEntries(
    Object.entries(changes).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}
