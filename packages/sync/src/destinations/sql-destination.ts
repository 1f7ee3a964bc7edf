import { textOf } from '@driftkit/api';
import type { Contact, Message } from '@driftkit/api';
import { flag, integer, json, text } from '../archive/cells';
import { openDatabase } from '../store/open-store';
import type { Sql, SqlDatabase, SqlValue } from '../store/sql';
import { first } from '../store/sql';
import type { About, ConversationBundle, Destination, ErasedSubject } from './destination';

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
        if (await isNewer(sql, 'drift_conversations', bundle.orgId, bundle.conversation.id, about)) {
          await writeConversation(sql, bundle, about);
        }
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

async function isNewer(
  sql: Sql,
  table: string,
  orgId: string,
  id: string,
  { version }: About,
): Promise<boolean> {
  const known = await first(sql, `SELECT version FROM ${table} WHERE org_id = ? AND id = ?`, orgId, id);
  return known === undefined || version > (known as number);
}

async function writeConversation(sql: Sql, bundle: ConversationBundle, about: About): Promise<void> {
  const { orgId, conversation, messages, contact, users } = bundle;
  await put(sql, 'drift_conversations', {
    org_id: orgId,
    id: conversation.id,
    contact_id: text(conversation.contactId),
    status: text(conversation.status),
    inbox_id: text(conversation['inboxId']),
    created_at: integer(conversation.createdAt),
    updated_at: integer(conversation.updatedAt),
    participants: json(conversation['participants']),
    tags: json(conversation['conversationTags']),
    version: about.version,
  });
  const of = [orgId, conversation.id] as const;
  await sql.run('DELETE FROM drift_messages WHERE org_id = ? AND conversation_id = ?', ...of);
  for (const message of messages)
    await put(sql, 'drift_messages', { org_id: orgId, ...messageRow(message, conversation.id) });
  for (const user of users) {
    await put(sql, 'drift_users', {
      org_id: orgId,
      id: user.id,
      name: text(user['name']),
      email: text(user['email']),
      is_bot: flag(user['bot']),
    });
  }
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

async function writeContact(sql: Sql, orgId: string, contact: Contact, about: About): Promise<void> {
  if (!(await isNewer(sql, 'drift_contacts', orgId, contact.id, about))) return;
  const attributes: Readonly<Record<string, unknown>> = contact.attributes;
  await put(sql, 'drift_contacts', {
    org_id: orgId,
    id: contact.id,
    external_id: text(attributes['externalId'] ?? attributes['external_id']),
    email: text(attributes['email']),
    name: text(attributes['name']),
    phone: text(attributes['phone']),
    attributes: json(attributes)?.replaceAll('\\u0000', '') ?? '{}',
    created_at: integer(contact.createdAt),
    version: about.version,
  });
}

async function eraseFrom(sql: Sql, { orgId, contactId }: ErasedSubject): Promise<void> {
  const theirs = 'SELECT id FROM drift_conversations WHERE org_id = ? AND contact_id = ?';
  await sql.run(
    `DELETE FROM drift_messages WHERE org_id = ? AND (conversation_id IN (${theirs}) OR (author_type = 'contact' AND author_id = ?))`,
    orgId,
    orgId,
    contactId,
    contactId,
  );
  await sql.run('DELETE FROM drift_conversations WHERE org_id = ? AND contact_id = ?', orgId, contactId);
  await sql.run('DELETE FROM drift_contacts WHERE org_id = ? AND id = ?', orgId, contactId);
}

/** Inserts the row, or replaces the one with the same org and id. */
async function put(sql: Sql, table: string, row: Readonly<Record<string, SqlValue>>): Promise<void> {
  const columns = Object.keys(row);
  const updates = columns
    .filter((column) => column !== 'org_id' && column !== 'id')
    .map((column) => `${column} = excluded.${column}`);
  await sql.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON CONFLICT (org_id, id) DO UPDATE SET ${updates.join(', ')}`,
    ...Object.values(row),
  );
}
