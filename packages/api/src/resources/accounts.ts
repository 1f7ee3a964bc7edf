import { DriftApiError } from '../errors';
import { idForBody } from '../ids';
import type { IdInput } from '../ids';
import { linkedQuery } from '../links';
import type { Account, CustomProperty } from '../models';
import type { CallOptions } from '../options';
import { createList } from '../pages';
import type { Cursor, List, PageRead } from '../pages';
import type { Call } from '../request';
import type { Sender } from '../retry';
import { WrongShape, acknowledged, assertGiven, fieldsOf, inner, rowsOf } from '../shapes';

export interface AccountInput {
  /** A Drift user. */
  readonly ownerId: IdInput;
  readonly name?: string;
  /** No other account may have it. */
  readonly domain?: string;
  readonly targeted?: boolean;
  readonly customProperties?: readonly CustomProperty[];
}

/** Companies. Account ids are texts, not numbers. */
export interface Accounts {
  /** `domain` is required; a known one is a `conflict`. Scope `account_write`. devdocs: account-model. */
  create(account: AccountInput & { readonly domain: string }, options?: CallOptions): Promise<Account>;
  /** Also an account that was deleted. Scope `account_read`; rejects with `not_found`. */
  get(accountId: string, options?: CallOptions): Promise<Account>;
  /** All accounts but the deleted ones; `size`: rows a page, 1 to 65, default 65. Scope `account_read`. */
  list(filter?: { readonly size?: number }, options?: CallOptions): List<Account>;
  /** Changes the fields that are given; Drift wants the `ownerId` each time. Scope `account_write`. */
  update(accountId: string, changes: AccountInput, options?: CallOptions): Promise<Account>;
  /** Hides the account in lists; it can still be read. Scope `account_write`. */
  delete(accountId: string, options?: CallOptions): Promise<void>;
}

/** Drift's pages say 65 in one place and 100 in another. */
const LARGEST_PAGE = 65;

export function createAccounts(send: Sender): Accounts {
  return {
    create: async (account, options) => send(createAccount(account), options),
    get: async (accountId, options) => send(getAccount(accountId), options),
    list: ({ size = LARGEST_PAGE } = {}, options) => {
      if (!(Number.isInteger(size) && size >= 1 && size <= LARGEST_PAGE)) {
        throw new TypeError(`size is the number of rows per page: a whole number from 1 to ${LARGEST_PAGE}.`);
      }
      return createList<Account>({
        name: 'GET /accounts',
        kinds: ['index'],
        read: (cursor) => send(pageOf(size, cursor), options),
      });
    },
    update: async (accountId, changes, options) => send(updateAccount(accountId, changes), options),
    delete: async (accountId, options) => send(deleteAccount(accountId), options),
  };
}

const getAccount = (accountId: string): Call<Account> => ({
  method: 'GET',
  path: '/accounts/{accountId}',
  params: { accountId: checked(accountId) },
  scope: 'account_read',
  read: accountIn,
});

const pageOf = (size: number, cursor: Cursor | undefined): Call<PageRead<Account>> => ({
  method: 'GET',
  path: '/accounts',
  query: [
    ['index', cursor?.value ?? '0'],
    ['size', String(size)],
  ],
  scope: 'account_read',
  read: (value) => {
    const data = fieldsOf(inner(value));
    return { items: rowsOf<Account>(data['accounts']).map(withProperties), next: nextOf(data['next']) };
  },
});

/** `/accounts?index=…&size=…`: only the index is taken. */
function nextOf(link: unknown): Cursor | undefined {
  if (typeof link !== 'string' || link === '') return undefined;
  const index = linkedQuery(link)?.get('index');
  if (index && /^\d+$/.test(index)) return { kind: 'index', value: index };
  throw new DriftApiError(
    'unsafe_link',
    'GET /accounts failed. The link to the next page has no index. The client reads only the index of a link.',
  );
}

function createAccount(account: AccountInput): Call<Account> {
  assertGiven(account, 'accounts.create needs { ownerId, domain }.');
  if (typeof account.domain !== 'string' || account.domain === '')
    throw new TypeError('accounts.create needs a domain.');
  return {
    method: 'POST',
    path: '/accounts/create',
    body: { ...account, ownerId: idForBody(account.ownerId, 'ownerId') },
    scope: 'account_write',
    read: accountIn,
    lookFor: { how: 'accounts.list() has it under its domain, if it was created.' },
  };
}

function updateAccount(id: string, changes: AccountInput): Call<Account> {
  assertGiven(changes, 'accounts.update needs the changes, and the ownerId.');
  const accountId = checked(id);
  return {
    method: 'PATCH',
    path: '/accounts/update',
    body: { ...changes, accountId, ownerId: idForBody(changes.ownerId, 'ownerId') },
    scope: 'account_write',
    read: accountIn,
    lookFor: { how: 'accounts.get(accountId) shows the account as it is.', accountId },
  };
}

function deleteAccount(id: string): Call<void> {
  const accountId = checked(id);
  return {
    method: 'DELETE',
    path: '/accounts/{accountId}',
    params: { accountId },
    scope: 'account_write',
    read: acknowledged,
    lookFor: { how: 'Deleting twice does no harm: do it again.', accountId },
  };
}

/** An id of dots would lead to another path. */
function checked(accountId: string): string {
  const isId = typeof accountId === 'string' && /[^.]/.test(accountId) && accountId.length <= 300;
  // Half a character cannot stand in an address.
  if (isId && !/\p{Surrogate}/u.test(accountId)) return accountId;
  throw new TypeError('accountId must be the text that Drift gave.');
}

function accountIn(value: unknown): Account {
  const account = fieldsOf(inner(value));
  if (account['accountId'] === undefined) throw new WrongShape('It has no accountId.');
  return withProperties(account as unknown as Account);
}

/** Drift answers `{}` for an empty list. */
function withProperties(account: Account): Account {
  const { customProperties } = account;
  return customProperties === undefined || Array.isArray(customProperties)
    ? account
    : { ...account, customProperties: [] };
}
