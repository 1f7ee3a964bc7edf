import { NoClientError } from './sync-error';
import type { Team } from './team';

/** Rows that changed shortly before the last mark are read again: Drift's list may lag behind its webhooks. */
const LAG = 600_000;
/** A time further in the future is not used as a mark: every later sweep would stop at once. */
const DAY = 86_400_000;
const SWEEP_EVERY = 60_000;
/** The most orgs that are swept at the same time. */
const AT_ONCE = 8;

/** The options of a sweeper. */
export interface Sweeping {
  since: number;
  isStopped(): boolean;
  failed(error: unknown): void;
}

/** Sweeps each org at most once a minute. A sweep that fails does not stop the others; a sweep that hangs does not delay later ones. */
export function createSweeper({
  since,
  isStopped,
  failed,
}: Sweeping): (team: Team, orgIds: readonly string[]) => Promise<void> {
  const underWay = new Set<string>();

  async function sweepOne(team: Team, orgId: string): Promise<void> {
    if (underWay.has(orgId)) return;
    underWay.add(orgId);
    try {
      if (await team.store.claimSweep(orgId, team.now(), SWEEP_EVERY))
        await sweepOrg(team, orgId, since, isStopped);
    } catch (error) {
      // The worker that takes a row of this org reports the missing client.
      if (!(error instanceof NoClientError)) failed(error);
    } finally {
      underWay.delete(orgId);
    }
  }

  return async (team, orgIds) => {
    const left = [...orgIds];
    async function lane(): Promise<void> {
      for (let orgId = left.shift(); orgId !== undefined && !isStopped(); orgId = left.shift())
        await sweepOne(team, orgId);
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  };
}

/**
 * Walks the list of an org back to the last mark, and marks what is newer than what was written: so it heals what webhooks
 * lost. Each page is booked with the place of the next: a walk that was cut off goes on there.
 */
async function sweepOrg(team: Team, orgId: string, since: number, isStopped: () => boolean): Promise<void> {
  const { store } = team;
  const client = await team.clientOf(orgId);
  const { mark, cursor: from, top: reached } = await store.sweptTo(orgId);
  const stopAt = Math.max(since, mark - LAG);
  let top = from === undefined ? mark : Math.max(mark, reached);
  let pages = 0;
  try {
    for await (const { items, cursor } of client.conversations
      .list()
      .pages(from === undefined ? {} : { cursor: from })) {
      if (isStopped()) return;
      pages += 1;
      const listed = items.map(({ id, updatedAt = 0 }) => ({ id, updatedAt }));
      const due = listed.filter(({ updatedAt }) => updatedAt >= stopAt || updatedAt <= 0);
      top = Math.max(top, ...due.map(({ updatedAt }) => updatedAt).filter((when) => when < team.now() + DAY));
      await store.markPage(orgId, due, { cursor, top }, team.now());
      // One row that is out of order does not end the walk.
      const last = listed.filter(({ updatedAt }) => updatedAt > 0).at(-1)?.updatedAt;
      if (last !== undefined && last < stopAt) break;
    }
  } catch (error) {
    // Drift may no longer take the place where the walk was cut off: then the next one begins anew.
    if (from !== undefined && pages === 0) await store.forgetWalk(orgId);
    throw error;
  }
  await store.setSweptTo(orgId, top);
}
