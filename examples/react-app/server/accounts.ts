import { randomBytes } from 'node:crypto';
import type { User } from '../shared/api-types';
import type { Database, Row } from './database';
import { plantDemoPeople } from './demo-people';
import { isPassword } from './password';

export type NewAccount = Pick<User, 'email' | 'name' | 'company' | 'plan'>;

/** The people who can log in. */
export interface Accounts {
  /** The person whose e-mail and password these are, or undefined. */
  authenticate(email: string, password: string): Promise<User | undefined>;
  find(id: string | undefined): User | undefined;
  findByEmail(email: string): User | undefined;
  /** A new account of an e-mail that its owner has confirmed. Undefined where the e-mail has one already. */
  create(account: NewAccount, passwordHash: string): User | undefined;
  choosePlan(id: string, plan: User['plan']): void;
}

/** Nobody's: compared with when the e-mail is unknown, so that an answer's time does not tell who is a customer. */
const NOBODY =
  '36c89b65ee999e8a53401faac9bf2a44:1dd96f3b679fa67fc8363b15d0838d3672f8ffa6fd022e28fee9e7814fdd3d79';

/** Every id of ours begins so: no id that Drift gives an anonymous visitor does. */
const PREFIX = 'usr_';
export const isAccountId = (id: string): boolean => id.startsWith(PREFIX);

export function createAccounts(database: Database): Accounts {
  plantDemoPeople(database);
  const byEmail = (email: string): Row | undefined =>
    database.first('SELECT * FROM accounts WHERE email = ?', normal(email));
  const byId = (id: string): Row | undefined => database.first('SELECT * FROM accounts WHERE id = ?', id);
  return {
    async authenticate(email, password) {
      const row = byEmail(email);
      const matches = await isPassword(password, row ? String(row['password_hash']) : NOBODY);
      return row && matches ? userOf(row) : undefined;
    },
    find: (id) => (id === undefined ? undefined : userOf(byId(id))),
    findByEmail: (email) => userOf(byEmail(email)),
    create({ email, name, company, plan }, passwordHash) {
      const id = PREFIX + randomBytes(12).toString('base64url');
      const isNew = database.run(
        'INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING',
        ...[id, normal(email), name, company, plan, passwordHash],
      );
      return isNew ? userOf(byId(id)) : undefined;
    },
    choosePlan: (id, plan) => void database.run('UPDATE accounts SET plan = ? WHERE id = ?', plan, id),
  };
}

export const normal = (email: string): string => email.trim().toLowerCase();

function userOf(row: Row): User;
function userOf(row: Row | undefined): User | undefined;
function userOf(row: Row | undefined): User | undefined {
  return (
    row && {
      id: String(row['id']),
      email: String(row['email']),
      name: String(row['name']),
      company: String(row['company']),
      plan: row['plan'] as User['plan'],
      isVerified: row['is_verified'] === 1,
    }
  );
}
