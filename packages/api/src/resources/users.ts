import { idOf } from '../ids';
import type { IdInput } from '../ids';
import type { User } from '../models';
import type { CallOptions } from '../options';
import { wholeList } from '../pages';
import type { List } from '../pages';
import type { Call } from '../request';
import type { Sender } from '../retry';
import { inner, isFields, rowIn, rowsIn, rowsOf } from '../shapes';

export interface UserChanges {
  readonly name?: string;
  readonly alias?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly locale?: string;
  readonly avatarUrl?: string;
  readonly availability?: 'AVAILABLE' | 'OFFLINE';
}

/** Drift users: your agents, and your bot. The API neither creates nor deletes them. */
export interface Users {
  /** All users, in one request. Scope `user_read`. devdocs: listing-users. */
  list(options?: CallOptions): List<User>;
  /** Scope `user_read`; rejects with `not_found`. devdocs: retrieving-user. */
  get(id: IdInput, options?: CallOptions): Promise<User>;
  /** The users that exist of these, by id: one request for every 20. Scope `user_read`. */
  getMany(ids: readonly IdInput[], options?: CallOptions): Promise<Map<string, User>>;
  /** Changes the fields that are given. Scope `user_write`. */
  update(id: IdInput, changes: UserChanges, options?: CallOptions): Promise<User>;
}

/** The most ids that Drift takes in one request. */
const MOST = 20;
const CHANGEABLE = ['name', 'alias', 'email', 'phone', 'locale', 'avatarUrl', 'availability'];

export function createUsers(send: Sender): Users {
  return {
    list: (options) => wholeList(() => send(listUsers, options)),
    get: async (id, options) => send(getUser(id), options),
    async getMany(given, options) {
      if (!Array.isArray(given)) throw new TypeError('users.getMany needs a list of ids.');
      const ids = [...new Set((given as readonly IdInput[]).map((id) => idOf(id, 'ids')))];
      const found = new Map<string, User>();
      for (let at = 0; at < ids.length; at += MOST) {
        const users = await send(getUsers(ids.slice(at, at + MOST)), options);
        for (const user of users) found.set(user.id, user);
      }
      return found;
    },
    update: async (id, changes, options) => send(updateUser(id, changes), options),
  };
}

const listUsers: Call<User[]> = { method: 'GET', path: '/users/list', scope: 'user_read', read: rowsIn };

const getUser = (id: IdInput): Call<User> => ({
  method: 'GET',
  path: '/users/{id}',
  params: { id: idOf(id, 'id') },
  scope: 'user_read',
  read: rowIn,
});

const getUsers = (ids: readonly string[]): Call<User[]> => ({
  method: 'GET',
  path: '/users',
  query: ids.map((id) => ['userId', id]),
  scope: 'user_read',
  // A map by id.
  read: (value) => {
    const data = inner(value);
    return rowsOf(isFields(data) ? Object.values(data) : data);
  },
});

function updateUser(id: IdInput, changes: UserChanges): Call<User> {
  const userId = idOf(id, 'id');
  const names = isFields(changes) ? Object.keys(changes) : [];
  const unknown = names.filter((name) => !CHANGEABLE.includes(name));
  if (names.length === 0 || unknown.length > 0) {
    throw new TypeError(
      `users.update takes one or more of ${CHANGEABLE.join(', ')}. ${unknown.join(', ')}`.trim(),
    );
  }
  return {
    method: 'PATCH',
    path: '/users/update',
    query: [['userId', userId]],
    body: changes,
    scope: 'user_write',
    read: rowIn,
    lookFor: { how: 'users.get(userId) shows the user as it is.', userId },
  };
}
