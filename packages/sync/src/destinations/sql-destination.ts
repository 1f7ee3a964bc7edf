import { textOf } from '@driftkit/api';
import type { Contact, Message } from '@driftkit/api';
import { flag, integer, json, text } from '../archive/cells';
import { openDatabase } from '../store/open-store';
import type { Sql, SqlDatabase, SqlValue } from '../store/sql';
import type { About, ConversationBundle, Destination, ErasedSubject } from './destination';
import { put, withoutNul } from './put';

const TABLES = [
  `CREATE TABLE IF NOT EXISTS drift_conversations (
    org_id TEXT NOT NULL, id TEXT NOT NULL, contact_id TEXT, status TEXT, inbox_id TEXT,
    created_at BIGINT, updated_at BIGINT, participants TEXT, tags TEXT, version BIGINT NOT NULL, PRIMARY KEY (org_id, id)
  )`,
  'CREATE INDEX IF NOT EXISTS drift_conversations_of_contact ON drift_conversations (org_id, contact_id)',
  `CREATE TABLE IF NOT EXISTS drift_messages (
    org_id TEXT NOT NULL, id TEXT NOT NULL, conversation_id TEXT NOT NULL, type TEXT,
    author_type TEXT, author_id TEXT, author_is_bot BIGINT, body TEXT, text TEXT, created_at BIGINT, PRIMARY KEY (org_id, id)
  )`,
  'CREATE INDEX IF NOT EXISTS drift_messages_of_conversation ON drift_messages (org_id, conversation_id)',
  `CREATE TABLE IF NOT EXISTS drift_contacts (
    org_id TEXT NOT NULL, id TEXT NOT NULL, external_id TEXT, email TEXT, name TEXT, phone TEXT,
    attributes TEXT NOT NULL, created_at BIGINT, version BIGINT NOT NULL, PRIMARY KEY (org_id, id)
  )`,
  'CREATE INDEX IF NOT EXISTS drift_contacts_by_external_id ON drift_contacts (org_id, external_id)',
  `CREATE TABLE IF NOT EXISTS drift_users (
    org_id TEXT NOT NULL, id TEXT NOT NULL, name TEXT, email TEXT, is_bot BIGINT, PRIMARY KEY (org_id, id)
  )`,
];

/**
 * Tables in SQLite or Postgres: `drift_conversations`, `drift_messages`, `drift_contacts`, `drift_users`. In the database of
 * the store, a write and its booking are one transaction. U+0000 is left out, since neither database takes it.
 */
export function sqlDestination(address: string): Destination {
  const database = openDatabase(address);
  let ready: Promise<void> | undefined;
  const together = async (step: (sql: Sql) => Promise<void>): Promise<void> => {
    // Tried again after a failure: the database may come up later than we do.
    ready ??= makeTables(database).catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    await ready;
    await database.together(step);
  };
  return {
    database: database.name,
    upsertConversation: (bundle, about) =>
      together(async (sql) => {
        if (await writeConversation(sql, bundle, about)) await writeParts(sql, bundle, about);
        await about.finish?.(sql);
      }),
    upsertContact: ({ orgId, contact }, about) =>
      together(async (sql) => {
        await writeContact(sql, orgId, contact, about);
        await about.finish?.(sql);
      }),
    erase: (subject) => together((sql) => eraseFrom(sql, subject)),
    close: () => database.close(),
  };
}

async function makeTables(database: SqlDatabase): Promise<void> {
  await database.together(async (sql) => {
    if (database.dialect === 'postgres') await sql.all('SELECT pg_advisory_xact_lock(823410412)');
    for (const table of TABLES) await sql.run(table);
  });
}

/** False where what is there is as new. The row is then held until the end of the transaction: nobody writes its messages. */
async function writeConversation(
  sql: Sql,
  { orgId, conversation }: ConversationBundle,
  { version }: About,
): Promise<boolean> {
  const written = await put(
    sql,
    'drift_conversations',
    [
      {
        org_id: orgId,
        id: conversation.id,
        contact_id: text(conversation.contactId),
        status: text(conversation.status),
        inbox_id: text(conversation['inboxId']),
        created_at: integer(conversation.createdAt),
        updated_at: integer(conversation.updatedAt),
        participants: json(conversation['participants']),
        tags: json(withoutNul(conversation['conversationTags'])),
        version,
      },
    ],
    { ifNewer: true },
  );
  return written > 0;
}

/** Always writes in the same order (messages, users by id, contact), so that two transactions cannot block each other. */
async function writeParts(sql: Sql, bundle: ConversationBundle, about: About): Promise<void> {
  const { orgId, conversation, messages, contact, users } = bundle;
  const of = [orgId, conversation.id] as const;
  await sql.run('DELETE FROM drift_messages WHERE org_id = ? AND conversation_id = ?', ...of);
  const rows = messages.map((message) => ({ org_id: orgId, ...messageRow(message, conversation.id) }));
  await put(sql, 'drift_messages', rows);
  const team = users.map((user) => ({
    org_id: orgId,
    id: user.id,
    name: text(user['name']),
    email: text(user['email']),
    is_bot: flag(user['bot']),
  }));
  await put(sql, 'drift_users', team);
  if (contact) await writeContact(sql, orgId, contact, about);
}

function messageRow(message: Message, conversationId: string): Record<string, SqlValue> {
  const { author } = message;
  return {
    id: message.id,
    conversation_id: conversationId,
    type: text(message.type),
    author_type: text(author?.type),
    author_id: text(author?.id),
    author_is_bot: flag(author?.bot),
    body: text(message.body),
    text: text(textOf(message.body ?? '')),
    created_at: integer(message.createdAt),
  };
}

async function writeContact(sql: Sql, orgId: string, contact: Contact, { version }: About): Promise<void> {
  const attributes: Readonly<Record<string, unknown>> = contact.attributes;
  const row = {
    org_id: orgId,
    id: contact.id,
    external_id: text(attributes['externalId'] ?? attributes['external_id']),
    email: text(attributes['email']),
    name: text(attributes['name']),
    phone: text(attributes['phone']),
    attributes: json(withoutNul(attributes)) ?? '{}',
    created_at: integer(contact.createdAt),
    version,
  };
  await put(sql, 'drift_contacts', [row], { ifNewer: true });
}

/** Conversations first, as in every write. */
async function eraseFrom(sql: Sql, { orgId, contactId }: ErasedSubject): Promise<void> {
  const theirs = await sql.all(
    'DELETE FROM drift_conversations WHERE org_id = ? AND contact_id = ? RETURNING id',
    orgId,
    contactId,
  );
  for (const { id } of theirs) {
    await sql.run('DELETE FROM drift_messages WHERE org_id = ? AND conversation_id = ?', orgId, id as string);
  }
  await sql.run(
    "DELETE FROM drift_messages WHERE org_id = ? AND author_type = 'contact' AND author_id = ?",
    orgId,
    contactId,
  );
  await sql.run('DELETE FROM drift_contacts WHERE org_id = ? AND id = ?', orgId, contactId);
}
