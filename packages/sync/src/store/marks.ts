// From `node:timers`, so that the fake timers of somebody's tests do not hold a webhook.
import { setImmediate as soon } from 'node:timers';
import type { Queue } from './queue';
import { IS_DUE, addOrg, isNews, markRow, nextSeq, noteSweep, turnOf } from './rows';
import { first } from './sql';
import type { Sql, SqlDatabase } from './sql';
import type { Change, ChangeKind, Store } from './store';

interface Mark {
  change: Change;
  at: number;
  delay: number;
  isBacklog: boolean;
}

interface Waiting extends Mark {
  resolve(): void;
  reject(error: unknown): void;
}

/** More would keep the first of a burst waiting for the last, and Drift waits some seconds for its answer. */
const MOST_TOGETHER = 200;

type Marks = Pick<Store, 'mark' | 'markBacklog' | 'markPage'>;

/** Marks what has changed. Webhooks that come at the same time share a transaction, and with it the write to the disk. */
export function createMarks(database: SqlDatabase, queue: Queue): Marks {
  let waiting: Waiting[] = [];
  const together = (marks: readonly Mark[]): Promise<void> =>
    database.together((sql) => markAll(database, queue, sql, marks));

  function flush(): void {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += MOST_TOGETHER) void keep(all.slice(at, at + MOST_TOGETHER));
  }

  async function keep(some: readonly Waiting[]): Promise<void> {
    try {
      await together(some);
      for (const { resolve } of some) resolve();
    } catch (error) {
      const [only] = some;
      if (only && some.length === 1) return only.reject(error);
      // Each on its own: one that the database refuses must not cost the others.
      await Promise.all(some.map((mark) => together([mark]).then(mark.resolve, mark.reject)));
    }
  }

  return {
    mark: (change, at, delay) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) soon(flush);
        waiting.push({ change, at, delay, isBacklog: false, resolve, reject });
      }),
    markBacklog: (changes, at) =>
      together(changes.map((change) => ({ change, at, delay: 0, isBacklog: true }))),
    markPage: (orgId, page, { cursor, top }, at) =>
      database.together(async (sql) => {
        const news: (Mark & { updatedAt: number })[] = [];
        for (const { id, updatedAt } of page) {
          const change: Change = { orgId, kind: 'conversation', id };
          if (await isNews(sql, change, updatedAt, at))
            news.push({ change, at, delay: 0, isBacklog: true, updatedAt });
        }
        await markAll(database, queue, sql, news);
        for (const { change, updatedAt } of news) await noteSweep(sql, change, updatedAt);
        await sql.run(
          'UPDATE sync_orgs SET walk_cursor = ?, walk_top = ?, sweep_at = CASE WHEN sweep_at < ? THEN ? ELSE sweep_at END WHERE org_id = ?',
          cursor ?? null,
          top,
          at,
          at,
          orgId,
        );
      }),
  };
}

async function markAll(database: SqlDatabase, queue: Queue, sql: Sql, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  const seq = await nextSeq(database, sql);
  for (const { change, at, delay, isBacklog } of inOrder(
    marks,
    ({ change: { kind, id } }) => `${kind}:${id}`,
  )) {
    // An org that speaks is connected, unless it says that it no longer is.
    if (change.kind === 'disconnect') await addOrg(sql, change.orgId);
    else await connect(sql, queue, change.orgId);
    await queue.announce(sql, change, await markRow(sql, change, seq, at, { dueAt: at + delay, isBacklog }));
  }
}

/** Two transactions that take the same rows take them in the same order, and so never wait for each other. */
function inOrder<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  const named = items.map((item) => ({ item, name: nameOf(item) }));
  return named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map(({ item }) => item);
}

/** Adds the org. The rows of one that was disconnected are due again. */
async function connect(sql: Sql, queue: Queue, orgId: string): Promise<void> {
  // Asked first: an upsert would hold the org against all other marks until its transaction ends.
  const isConnected = await first(sql, 'SELECT is_connected FROM sync_orgs WHERE org_id = ?', orgId);
  if (isConnected === 1) return;
  const isNews = await sql.run(
    `INSERT INTO sync_orgs (org_id) VALUES (?) ON CONFLICT (org_id) DO UPDATE SET is_connected = 1
     WHERE sync_orgs.is_connected = 0`,
    orgId,
  );
  if (isNews === 0) return;
  const rows = await sql.all(
    `SELECT kind, id, next_at, is_backlog FROM sync_rows WHERE org_id = ? AND ${IS_DUE}`,
    orgId,
  );
  for (const row of rows) {
    const change = { orgId, kind: row['kind'] as ChangeKind, id: row['id'] as string };
    await queue.announce(sql, change, turnOf(row));
  }
}
