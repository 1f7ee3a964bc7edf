import { setTimeout as sleepFor } from 'node:timers/promises';
import type { WebhookEvent } from '@driftkit/api';
import type { SyncOptions } from './options';
import { SyncError } from './sync-error';
import type { Team } from './team';

/** The name for rows of a single org when Drift does not give its id. */
export const OWN = 'own';
/** Milliseconds that an event waits until Drift says which org the token belongs to. */
const OWN_WITHIN = 1_000;

/** The org name for the rows of an event. Rejects with `foreign_org` when this sync does not serve the org. */
export async function orgOf(options: SyncOptions, team: Team, event: WebhookEvent): Promise<string> {
  const { orgId } = event;
  if (typeof options.client === 'function') {
    if (orgId === undefined)
      throw new SyncError('foreign_org', 'The event does not name an org, and this sync serves several.');
    if (!(await team.isOurs(orgId)))
      throw new SyncError(
        'foreign_org',
        `client(${JSON.stringify(orgId)}) returned no client, so the event was not stored.`,
      );
    return orgId;
  }
  const own = await ownOrg(options, team);
  if (orgId !== undefined && own !== undefined && orgId !== own)
    throw new SyncError(
      'foreign_org',
      `The event is for org ${orgId}, but this sync serves org ${own}, so the event was not stored.`,
    );
  return OWN;
}

/** The org of the single client; undefined while Drift has not answered. Work on an event of another org then finds no data. */
async function ownOrg({ orgId }: SyncOptions, team: Team): Promise<string | undefined> {
  if (orgId !== undefined) return orgId;
  const users = team.usersOf(OWN).catch(() => undefined);
  // A webhook must be answered, however slow Drift is.
  const waited = new AbortController();
  const late = sleepFor(OWN_WITHIN, undefined, { signal: waited.signal }).catch(() => undefined);
  const [user] = (await Promise.race([users, late]))?.values() ?? [];
  waited.abort();
  return user?.['orgId'] === undefined ? undefined : String(user['orgId']);
}
