import { createHash, randomBytes } from 'node:crypto';
import type { NewAccount } from './accounts';
import { normal } from './accounts';
import type { Database, Row } from './database';
import type { Mailbox } from './mailbox';

const ONE_DAY = 24 * 60 * 60 * 1000;

/** Links that open an account, sent by mail: whoever has one has the mailbox. Each works once, for a day. */
export interface Links {
  /**
   * Mails a link. `cause` names what it is sent for: with the same cause it is sent once, so that a job can be done again.
   * The address of the page is `${base}/welcome#<token>`.
   */
  send(account: NewAccount, cause: string): void;
  /** For whom the link is, while it works. */
  peek(token: string): NewAccount | undefined;
  /** As `peek`, and the link works no more. */
  use(token: string): NewAccount | undefined;
}

export function createLinks(database: Database, mailbox: Mailbox, now: () => number = Date.now): Links {
  const peek = (token: string): NewAccount | undefined => {
    const row = database.first('SELECT * FROM links WHERE hash = ? AND expires_at > ?', hash(token), now());
    return row && accountOf(row);
  };
  return {
    peek,
    send({ email, name, company, plan }, cause) {
      const token = randomBytes(32).toString('base64url');
      database.together(() => {
        database.run('DELETE FROM links WHERE expires_at <= ?', now());
        const isNew = database.run(
          'INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
          ...[hash(token), cause, normal(email), name, company, plan, now() + ONE_DAY],
        );
        if (isNew) mailbox.send(normal(email), INVITATION, `/welcome#${token}`);
      });
    },
    use(token) {
      const account = peek(token);
      database.run('DELETE FROM links WHERE hash = ?', hash(token));
      return account;
    },
  };
}

const INVITATION = {
  subject: 'Open your Harbor account',
  text: 'Choose a password, and the account is yours. The link works once, for a day.',
};

/** What is kept opens nothing. */
const hash = (token: string): string => createHash('sha256').update(token).digest('hex');

const accountOf = ({ email, name, company, plan }: Row): NewAccount => ({
  email: String(email),
  name: String(name),
  company: String(company),
  plan: plan as NewAccount['plan'],
});
