import type { User } from '../shared/api-types';
import type { Database } from './database';

/** Erases everything Harbor has of a person, in the transaction of whoever calls it. What Drift has is a job of its own. */
export function forgetPerson(database: Database, { id, email }: Pick<User, 'id' | 'email'>): void {
  const contacts = 'SELECT id FROM crm_contacts WHERE external_id = ?';
  const conversations = `SELECT id FROM crm_conversations WHERE contact_id IN (${contacts})`;
  database.run(`DELETE FROM crm_messages WHERE conversation_id IN (${conversations})`, id);
  database.run(`DELETE FROM crm_conversations WHERE contact_id IN (${contacts})`, id);
  database.run('DELETE FROM crm_contacts WHERE external_id = ?', id);
  database.run('DELETE FROM noted_conversations WHERE user_id = ?', id);
  database.run('DELETE FROM links WHERE email = ?', email);
  database.run('DELETE FROM mails WHERE recipient = ?', email);
  database.run('DELETE FROM accounts WHERE id = ?', id);
}
