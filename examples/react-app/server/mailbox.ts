import type { Mail } from '../shared/api-types';
import type { Database } from './database';

const MOST = 100;

/**
 * Mails are kept in a table and sent nowhere: beside a sandbox a page shows them all, as Mailpit would. A real product hands
 * them to whoever sends its mail, and shows them to nobody.
 */
export interface Mailbox {
  send(recipient: string, mail: { subject: string; text: string }, link?: string): void;
  /** The newest first. */
  list(): Mail[];
}

export function createMailbox(database: Database, now: () => number = Date.now): Mailbox {
  return {
    send(recipient, { subject, text }, link) {
      database.run(
        'INSERT INTO mails (recipient, subject, text, link, sent_at) VALUES (?, ?, ?, ?, ?)',
        ...[recipient, subject, text, link ?? null, now()],
      );
      database.run('DELETE FROM mails WHERE id <= (SELECT max(id) FROM mails) - ?', MOST);
    },
    list: () =>
      database.all('SELECT * FROM mails ORDER BY id DESC').map((row) => ({
        id: Number(row['id']),
        to: String(row['recipient']),
        subject: String(row['subject']),
        text: String(row['text']),
        sentAt: new Date(Number(row['sent_at'])).toISOString(),
        ...(row['link'] !== null && { link: String(row['link']) }),
      })),
  };
}
