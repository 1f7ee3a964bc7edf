import type { User } from '../shared/api-types';
import type { Accounts, NewAccount } from './accounts';
import type { Jobs } from './jobs';
import type { Links } from './links';
import type { Mailbox } from './mailbox';
import { hashOf } from './password';

/** How somebody becomes a customer, whoever asked for it: the sign-up page, or an agent in the chat. */
export interface SignUp {
  /** Mails what the owner of the address needs; nobody is told whether there is an account. */
  ask(account: NewAccount): void;
  /** An agent's `/signup`. False where the e-mail has an account; with the same cause a mail is sent once. */
  invite(account: NewAccount, cause: string): boolean;
  /** Undefined where the link does not work, or its e-mail has an account by now. */
  open(token: string, chosen: { name: string; company: string; password: string }): Promise<User | undefined>;
}

const HAS_ACCOUNT = {
  subject: 'You have a Harbor account',
  text: 'Somebody, perhaps you, asked for an account with this address. There is one: log in with your password.',
};

export function createSignUp(accounts: Accounts, links: Links, mailbox: Mailbox, jobs: Jobs): SignUp {
  return {
    ask(account) {
      if (accounts.findByEmail(account.email)) mailbox.send(account.email, HAS_ACCOUNT, '/login');
      else links.send(account, crypto.randomUUID());
    },
    invite(account, cause) {
      if (accounts.findByEmail(account.email)) return false;
      links.send(account, cause);
      return true;
    },
    async open(token, { name, company, password }) {
      if (!links.peek(token)) return undefined;
      const passwordHash = await hashOf(password);
      // From here on nothing waits: of two who come with one link, one finds it used.
      const invited = links.use(token);
      const user = invited && accounts.create({ ...invited, name, company }, passwordHash);
      if (user) jobs.keep(`contact:${user.id}:new`, { kind: 'contact', subject: { userId: user.id } });
      return user;
    },
  };
}
