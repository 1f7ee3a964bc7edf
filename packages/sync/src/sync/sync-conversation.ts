import type { Conversation, Message, User } from '@driftkit/api';
import type { Outcome } from '../store/store';
import { assertNobodyErased, eraseAgain, finishing, know } from './finish-job';
import { orNull } from './or-null';
import type { Job, Team } from './team';

/**
 * Fetches the conversation from Drift and writes its current data. The lease gave the version before the fetch: the data is at
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

/** An erased contact may have written in another contact's conversation. */
async function withoutErased({ store }: Team, orgId: string, messages: Message[]): Promise<Message[]> {
  const contacts = authorsOf(messages);
  const erased = new Set<string>();
  for (const id of contacts) if (await store.isErased(orgId, id)) erased.add(id);
  return messages.filter((message) => !isOfContact(message) || !erased.has(message.author.id));
}

const isOfContact = ({ author }: Message): boolean => author?.type === 'contact';

const authorsOf = (messages: readonly Message[]): Set<string> =>
  new Set(messages.filter(isOfContact).map(({ author }) => author.id));

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
