import type { Contact, Conversation, Message, User } from '@driftkit/api';
import { codeOf } from '../export/attempt';
import type { About } from '../destinations/destination';
import type { Sql } from '../store/sql';
import type { Outcome } from '../store/store';
import type { Job, Team } from './team';

/**
 * Writes the conversation as Drift holds it now. The lease, and with it the version, was taken before: what is fetched is at
 * least as new as the version says.
 */
export async function syncConversation(job: Job): Promise<Outcome> {
  const { team, client, lease } = job;
  const conversation = await orNull(client.conversations.get(lease.id));
  // Drift deletes conversations with their contact alone, and says so by an event of its own.
  if (!conversation) return { type: 'done' };
  const contactId = conversation.contactId;
  if (contactId && (await team.store.isErased(lease.orgId, contactId))) return eraseAgain(job, contactId);

  const [all, contact] = await Promise.all([
    client.conversations.messages(lease.id).toArray({ limit: Infinity }),
    contactId ? orNull(client.contacts.get(contactId)) : null,
  ]);
  const messages = await withoutErased(team, lease.orgId, all);
  const people = new Set([...(contactId ? [contactId] : []), ...authorsOf(messages)]);
  const users = await usersAmong(team, lease.orgId, conversation, messages);
  if (contact) await know(team, lease.orgId, contact);
  const done: Outcome = { type: 'done', ...(conversation.updatedAt && { seenAt: conversation.updatedAt }) };
  await team.destination.upsertConversation(
    { orgId: lease.orgId, conversation, messages, contact, users },
    { version: lease.version, ...finishing(job, done, people) },
  );
  // In another database it is there now.
  if (contactId && (await team.store.isErased(lease.orgId, contactId))) return eraseAgain(job, contactId);
  await assertNobodyErased(job, people);
  return done;
}

/** Writes the contact as Drift holds it now. */
export async function syncContact(job: Job): Promise<Outcome> {
  const { team, client, lease } = job;
  if (await team.store.isErased(lease.orgId, lease.id)) return eraseAgain(job, lease.id);
  const contact = await orNull(client.contacts.get(lease.id));
  if (!contact) return { type: 'done' };
  await know(team, lease.orgId, contact);
  const done: Outcome = { type: 'done' };
  await team.destination.upsertContact(
    { orgId: lease.orgId, contact },
    { version: lease.version, ...finishing(job, done, [lease.id]) },
  );
  if (await team.store.isErased(lease.orgId, lease.id)) return eraseAgain(job, lease.id);
  return done;
}

/** In the database of the store, the destination books the change itself; booking it once more changes nothing. */
function finishing(job: Job, outcome: Outcome, people: Iterable<string>): Pick<About, 'finish'> {
  const { team, lease } = job;
  if (team.destination.database !== team.store.name) return {};
  return {
    async finish(sql) {
      await assertNobodyErased(job, people, sql);
      await team.store.finish(lease, outcome, sql);
    },
  };
}

/** An erasure may come between the first look and the write: then the row is worked on again, without that person. */
async function assertNobodyErased({ team, lease }: Job, people: Iterable<string>, sql?: Sql): Promise<void> {
  for (const id of people) {
    if (await team.store.isErased(lease.orgId, id, sql))
      throw new Error(`Contact ${id} was erased meanwhile`);
  }
}

async function eraseAgain({ team, lease }: Job, contactId: string): Promise<Outcome> {
  await team.destination.erase({ orgId: lease.orgId, contactId });
  return { type: 'forgotten' };
}

/** Somebody who was erased may have written into a conversation of somebody else. */
async function withoutErased({ store }: Team, orgId: string, messages: Message[]): Promise<Message[]> {
  const contacts = authorsOf(messages);
  const erased = new Set<string>();
  for (const id of contacts) if (await store.isErased(orgId, id)) erased.add(id);
  return messages.filter((message) => !isOfContact(message) || !erased.has(message.author.id));
}

const isOfContact = ({ author }: Message): boolean => author?.type === 'contact';

const authorsOf = (messages: readonly Message[]): Set<string> =>
  new Set(messages.filter(isOfContact).map(({ author }) => author.id));

async function know({ store }: Team, orgId: string, contact: Contact): Promise<void> {
  const { email } = contact.attributes;
  if (typeof email === 'string' && email !== '') await store.knowContact(orgId, contact.id, email);
}

async function usersAmong(
  team: Team,
  orgId: string,
  conversation: Conversation,
  messages: readonly Message[],
): Promise<User[]> {
  const authors = messages.filter(({ author }) => author?.type === 'user').map(({ author }) => author.id);
  const ids = new Set([...(conversation.participants ?? []), ...authors]);
  if (ids.size === 0) return [];
  const users = await team.usersOf(orgId);
  return [...ids].map((id) => users.get(id)).filter((user) => user !== undefined);
}

/** Null where Drift does not have it. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (codeOf(error) === 'not_found') return null;
    throw error;
  }
}
