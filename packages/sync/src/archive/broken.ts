import { createHash } from 'node:crypto';
import type { Database } from './database';
import type { WorkItem, WorkKind } from './work';

type Source = Pick<WorkItem, 'kind' | 'id'>;

/** Rows that Drift sent without an id. They are kept unchanged and count as failed until Drift sends them with an id. */
export interface Broken {
  /** `source`: the work that met it. */
  keep(source: Source, kind: string, item: unknown): void;
  /** Starts that work again. Rows that it does not find again are fixed, and no longer count as failed. */
  reopen(source: Source): void;
  /** The work that has to be done again, to see whether it is mended. */
  sources(): Source[];
  listed(): { kind: string; mark: string; raw: string }[];
}

export function createBroken(database: Database): Broken {
  const insert = database.prepare(
    `INSERT INTO broken (kind, mark, raw, work_kind, work_id) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (kind, mark) DO UPDATE SET is_open = 1`,
  );
  const reopen = database.prepare('UPDATE broken SET is_open = 0 WHERE work_kind = ? AND work_id = ?');
  return {
    keep(source, kind, item) {
      const raw = JSON.stringify(item) ?? 'null';
      const mark = createHash('sha256').update(raw).digest('hex').slice(0, 16);
      insert.run(kind, mark, raw, source.kind, source.id);
    },
    reopen: ({ kind, id }) => void reopen.run(kind, id),
    sources: () =>
      database
        .prepare('SELECT DISTINCT work_kind AS kind, work_id AS id FROM broken WHERE is_open = 1')
        .all() as { kind: WorkKind; id: string }[],
    listed: () =>
      database
        .prepare('SELECT kind, mark, raw FROM broken WHERE is_open = 1 ORDER BY kind, mark')
        .all() as ReturnType<Broken['listed']>,
  };
}
