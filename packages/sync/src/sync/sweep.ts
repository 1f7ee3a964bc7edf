import type { Team } from './team';

/** Rows that changed shortly before the last mark are read again: Drift's list may lag behind its webhooks. */
const LAG = 600_000;
/** A time further ahead is no mark: every later sweep would stop at once. */
const DAY = 86_400_000;

/** Walks the list of an org back to the last mark, and marks what is newer than what was written. Heals what webhooks lost. */
export async function sweepOrg(
  team: Team,
  orgId: string,
  since: number,
  isStopped: () => boolean,
): Promise<void> {
  const { store } = team;
  const client = await team.clientOf(orgId);
  const mark = await store.sweptTo(orgId);
  const stopAt = Math.max(since, mark - LAG);
  let top = mark;
  for await (const { items } of client.conversations.list().pages()) {
    // The mark stays: the next sweep walks the same way.
    if (isStopped()) return;
    for (const { id, updatedAt } of items) {
      const when = updatedAt ?? 0;
      if (when < stopAt && when > 0) continue;
      if (when < team.now() + DAY) top = Math.max(top, when);
      await store.markIfNewer({ orgId, kind: 'conversation', id }, when, team.now());
    }
    // One row that is out of order does not end the walk.
    const last = items.filter(({ updatedAt }) => updatedAt !== undefined).at(-1)?.updatedAt;
    if (last !== undefined && last < stopAt) break;
  }
  await store.setSweptTo(orgId, top);
}
