import type { User } from '@driftkit/api';
import { codeOf } from '../export/attempt';
import type { Store } from '../store/store';
import { createCache } from './cache';
import type { SyncOptions } from './options';
import { NoClientError, SyncError } from './sync-error';
import type { SyncClient, Team } from './team';

const LAST = 600_000;

export function createTeam(
  { client, destination }: SyncOptions,
  store: Store,
  report: Team['report'],
  now: () => number,
): Team {
  // Kept, since a client paces its calls: one made for each row would pace nothing.
  const clients = createCache(LAST, now, async (orgId) =>
    typeof client === 'function' ? client(orgId) : client,
  );
  const users = createCache(LAST, now, fetchUsers);

  async function clientOf(orgId: string): Promise<SyncClient> {
    const found = await clients.get(orgId);
    if (found) return found;
    clients.drop(orgId);
    throw new NoClientError(orgId);
  }

  async function fetchUsers(orgId: string): Promise<ReadonlyMap<string, User>> {
    try {
      const all = await (await clientOf(orgId)).users.list().toArray({ limit: Infinity });
      return new Map(all.map((user) => [user.id, user]));
    } catch (error) {
      if (codeOf(error) !== 'forbidden') throw error;
      // A missing scope costs what needs it, and no more.
      const message = `The token of org ${orgId} does not have the scope user_read, so conversations are written without their users. Add the scope to the app.`;
      report(new SyncError('failed_for_now', message, { cause: error }));
      return new Map();
    }
  }

  return {
    store,
    destination,
    clientOf,
    dropClient: clients.drop,
    async isOurs(orgId) {
      try {
        if (await clients.get(orgId)) return true;
      } catch {
        // Who it is cannot be told now. The event is kept: what it says is asked of Drift with the client of this org alone.
        return true;
      }
      clients.drop(orgId);
      return false;
    },
    usersOf: users.get,
    report,
    now,
  };
}
