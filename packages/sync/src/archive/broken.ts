import { createHash } from 'node:crypto';
import type { Database } from './database';

/** What Drift gave without an id: kept as it came, under a mark of its own, and counted as failed. */
export interface Broken {
  keep(kind: string, item: unknown): void;
  listed(): { kind: string; mark: string; raw: string }[];
}

export function createBroken(database: Database): Broken {
  const insert = database.prepare('INSERT OR IGNORE INTO broken (kind, mark, raw) VALUES (?, ?, ?)');
  return {
    keep(kind, item) {
      const raw = JSON.stringify(item) ?? 'null';
      insert.run(kind, createHash('sha256').update(raw).digest('hex').slice(0, 16), raw);
    },
    listed: () =>
      database.prepare('SELECT kind, mark, raw FROM broken ORDER BY kind, mark').all() as ReturnType<
        Broken['listed']
      >,
  };
}
