import { createHmac, randomBytes } from 'node:crypto';
import { first } from './sql';
import type { SqlDatabase } from './sql';
import type { Store } from './store';

type People = Pick<Store, 'knowContact' | 'contactsWithEmail' | 'erase' | 'isErased' | 'forgetEmails'>;

/** E-mails of contacts, and erased contacts, stored as HMACs under a key of this store, so that its tables show neither. */
export async function createPeople(database: SqlDatabase): Promise<People> {
  const key = await keyOf(database);
  const markOf = (...parts: string[]): string =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex');
  const emailMark = (orgId: string, email: string): string =>
    markOf('email', orgId, email.trim().toLowerCase());
  const contactMark = (orgId: string, contactId: string): string => markOf('contact', orgId, contactId);
  return {
    async knowContact(orgId, contactId, email) {
      const statement =
        'INSERT INTO sync_emails (org_id, mark, contact_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
      await database.run(statement, orgId, emailMark(orgId, email), contactId);
    },
    async contactsWithEmail(orgId, email) {
      const rows = await database.all(
        'SELECT contact_id FROM sync_emails WHERE org_id = ? AND mark = ? ORDER BY contact_id',
        orgId,
        emailMark(orgId, email),
      );
      return rows.map((row) => row['contact_id'] as string);
    },
    erase: (orgId, contactId) =>
      database.together(async (sql) => {
        const mark = contactMark(orgId, contactId);
        if (database.dialect === 'postgres')
          await sql.all('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', mark);
        await sql.run('INSERT INTO sync_tombstones (mark) VALUES (?) ON CONFLICT DO NOTHING', mark);
        await sql.run(
          "DELETE FROM sync_rows WHERE org_id = ? AND kind = 'contact' AND id = ?",
          orgId,
          contactId,
        );
      }),
    async forgetEmails(orgId, contactId) {
      await database.run('DELETE FROM sync_emails WHERE org_id = ? AND contact_id = ?', orgId, contactId);
    },
    async isErased(orgId, contactId, sql) {
      const mark = contactMark(orgId, contactId);
      // Who writes about this contact and who erases it wait for each other: else a write could end unseen after the erasure.
      if (sql && database.dialect === 'postgres')
        await sql.all('SELECT pg_advisory_xact_lock_shared(hashtextextended(?, 0))', mark);
      return (
        (await first(sql ?? database, 'SELECT 1 AS found FROM sync_tombstones WHERE mark = ?', mark)) !==
        undefined
      );
    },
  };
}

/** Made once, by whichever worker is first. */
async function keyOf(database: SqlDatabase): Promise<string> {
  await database.run(
    "INSERT INTO sync_values (name, value) VALUES ('mark_key', ?) ON CONFLICT DO NOTHING",
    randomBytes(32).toString('hex'),
  );
  return (await first(database, "SELECT value FROM sync_values WHERE name = 'mark_key'")) as string;
}
