import { textOf } from '@driftkit/api';
import type { Contact, Message, User } from '@driftkit/api';
import type { ConversationBundle, Destination } from '@driftkit/sync';
import type { Accounts } from '../accounts';
import { isAccountId } from '../accounts';
import type { Database } from '../database';
import type { Journal } from '../journal';

/**
 * Where `@driftkit/sync` writes: Harbor's own file. Messages of type `chat` alone are kept, so that no page can ever show a
 * private note. Of somebody who has deleted their account, nothing is kept.
 */
export function createCrm(database: Database, accounts: Accounts, journal: Journal): Destination {
  const writeContact = (contact: Contact, version: number): void => {
    database.run(
      `INSERT INTO crm_contacts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET external_id = excluded.external_id,
       version = excluded.version WHERE excluded.version > crm_contacts.version`,
      ...[contact.id, externalIdOf(contact), version],
    );
  };
  const isForgotten = (contact: Contact): boolean => {
    const externalId = externalIdOf(contact);
    return externalId !== null && isAccountId(externalId) && !accounts.find(externalId);
  };
  function keepConversation(bundle: ConversationBundle, version: number): void {
    const { conversation, contact } = bundle;
    // A conversation without a contact has no owner who may read it, and may belong to an erased person.
    if (!contact || isForgotten(contact)) return eraseConversation(database, conversation.id);
    const known = database.first('SELECT version FROM crm_conversations WHERE id = ?', conversation.id);
    if (known && Number(known['version']) >= version) return;
    const kept = database.together(() => {
      writeContact(contact, version);
      return writeConversation(database, bundle, version);
    });
    journal.add({
      kind: 'crm',
      title: `conversation ${conversation.id}`,
      sentence: `${conversation.status}, with ${kept} messages of type chat. Private notes are not kept.`,
      conversationId: conversation.id,
    });
  }
  function keepContact(contact: Contact, version: number): void {
    if (isForgotten(contact)) return;
    writeContact(contact, version);
    journal.add({
      kind: 'crm',
      title: `contact ${contact.id}`,
      sentence: `Its external id says whose it is: ${externalIdOf(contact) ?? 'nobody’s yet'}.`,
      contactId: contact.id,
    });
  }
  return {
    upsertConversation: (bundle, { version }) => promised(() => keepConversation(bundle, version)),
    upsertContact: ({ contact }, { version }) => promised(() => keepContact(contact, version)),
    erase: ({ contactId }) => promised(() => eraseContact(database, contactId)),
  };
}

/** SQLite is done at once; what it throws becomes a rejection. */
const promised = (step: () => void): Promise<void> =>
  new Promise((resolve) => {
    step();
    resolve();
  });

function eraseConversation(database: Database, id: string): void {
  database.together(() => {
    database.run('DELETE FROM crm_messages WHERE conversation_id = ?', id);
    database.run('DELETE FROM crm_conversations WHERE id = ?', id);
  });
}

function eraseContact(database: Database, contactId: string): void {
  const theirs = 'SELECT id FROM crm_conversations WHERE contact_id = ?';
  database.together(() => {
    database.run(`DELETE FROM crm_messages WHERE conversation_id IN (${theirs})`, contactId);
    database.run('DELETE FROM crm_conversations WHERE contact_id = ?', contactId);
    database.run('DELETE FROM crm_contacts WHERE id = ?', contactId);
  });
}

function externalIdOf({ attributes }: Contact): string | null {
  const id = attributes.externalId ?? attributes.external_id;
  return typeof id === 'string' && id !== '' ? id : null;
}

/** How many messages it kept. */
function writeConversation(database: Database, bundle: ConversationBundle, version: number): number {
  const { conversation, messages, users } = bundle;
  const { id, contactId, status, createdAt } = conversation;
  database.run(
    `INSERT INTO crm_conversations VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET contact_id = excluded.contact_id,
     status = excluded.status, version = excluded.version`,
    ...[id, contactId ?? null, status, createdAt, version],
  );
  database.run('DELETE FROM crm_messages WHERE conversation_id = ?', id);
  const said = messages.filter(({ type, body }) => type === 'chat' && textOf(body ?? '').trim() !== '');
  for (const message of said) {
    database.run(
      'INSERT OR REPLACE INTO crm_messages VALUES (?, ?, ?, ?, ?, ?)',
      ...[
        message.id,
        id,
        fromOf(message),
        nameOf(message, users),
        textOf(message.body ?? ''),
        message.createdAt,
      ],
    );
  }
  return said.length;
}

const fromOf = ({ author }: Message): 'you' | 'team' => (author.type === 'contact' ? 'you' : 'team');

/** The name that the chat shows; a bot’s is the company’s. */
function nameOf({ author }: Message, users: readonly User[]): string {
  if (author.type === 'contact') return 'You';
  const user = users.find(({ id }) => id === author.id);
  return author.bot === true || user?.bot === true ? 'Harbor' : (user?.alias ?? user?.name ?? 'Harbor');
}
