import { randomUUID } from 'node:crypto';
import type { Account } from '../protocol';

export interface Accounts {
  /** The accounts that are not deleted, the oldest first. */
  list(): Account[];
  /** Deleted ones too. */
  get(accountId: string): Account | undefined;
}

export type AccountDraft = Pick<Account, 'ownerId' | 'domain'> &
  Partial<Pick<Account, 'name' | 'targeted' | 'customProperties'>>;

export interface AccountStore extends Accounts {
  byDomain(domain: string): Account | undefined;
  create(draft: AccountDraft): Account;
  update(accountId: string, changes: Partial<AccountDraft>): Account;
  remove(accountId: string): void;
  restore(accounts: readonly Account[]): void;
  clear(): void;
}

export interface AccountStoreOptions {
  now: () => number;
  onChange: (account: Account) => void;
}

export function createAccountStore({ now, onChange }: AccountStoreOptions): AccountStore {
  const byId = new Map<string, Account>();
  const idOfDomain = new Map<string, string>();
  const changed = (account: Account): Account => {
    const before = byId.get(account.accountId);
    if (before && idOfDomain.get(before.domain) === account.accountId) idOfDomain.delete(before.domain);
    if (!account.deleted) idOfDomain.set(account.domain, account.accountId);
    byId.set(account.accountId, account);
    onChange(structuredClone(account));
    return structuredClone(account);
  };
  const known = (accountId: string): Account => {
    const account = byId.get(accountId);
    if (!account) throw new TypeError(`There is no account ${accountId}.`);
    return account;
  };
  return {
    list: () => structuredClone([...byId.values()].filter(({ deleted }) => !deleted)),
    get: (accountId) => structuredClone(byId.get(accountId)),
    byDomain: (domain) => structuredClone(byId.get(idOfDomain.get(domain) ?? '')),
    create(draft) {
      const [accountId, createDateTime] = [randomUUID(), now()];
      const defaults = { deleted: false, targeted: false, customProperties: [] };
      return changed({ accountId, ...defaults, ...draft, createDateTime, updateDateTime: createDateTime });
    },
    update: (accountId, changes) => changed({ ...known(accountId), ...changes, updateDateTime: now() }),
    remove: (accountId) => void changed({ ...known(accountId), deleted: true, updateDateTime: now() }),
    restore(kept) {
      for (const account of structuredClone(kept)) {
        byId.set(account.accountId, account);
        if (!account.deleted) idOfDomain.set(account.domain, account.accountId);
      }
    },
    clear() {
      byId.clear();
      idOfDomain.clear();
    },
  };
}
