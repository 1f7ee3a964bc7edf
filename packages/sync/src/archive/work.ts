import type { Database } from './database';

/** The items to fetch, one row of work for each. `list` is a whole list of the org, such as its users. */
export type WorkKind = 'messages' | 'conversation' | 'contact' | 'transcript' | 'attachment' | 'list';
export interface WorkItem {
  kind: WorkKind;
  id: string;
  /** The state of the conversation (its `updatedAt`) that asked for this work. */
  version: number;
  /** Where a fetch of several pages continues; null at its start. */
  cursor: string | null;
}

/** `gone`: Drift no longer has it. `failed`: Drift has not given it, and the export is not complete. */
export type WorkState = 'todo' | 'done' | 'gone' | 'failed';

export interface Problem {
  kind: WorkKind;
  id: string;
  /** The code of the DriftApiError, or what is wrong with the row. */
  code: string;
}

/** The state of an export: what is to be fetched, and what became of it. */
export interface Work {
  /** Asks for it unless this or a newer version was asked for already. True where that is news. */
  ask(kind: WorkKind, id: string, version?: number): boolean;
  /** Asks for it once more, whatever became of it. */
  askAgain(kind: WorkKind, id: string): void;
  /** Up to `limit` items that failed fewer than `attempts` times, newest first. */
  next(kind: WorkKind, attempts: number, limit: number): WorkItem[];
  /** Remembers where a fetch of several pages goes on, and that it moves. */
  keep(item: WorkItem, cursor: string | null): void;
  /** Closes it, unless a newer version was asked for in between. */
  close(item: WorkItem, state: 'done' | 'gone'): void;
  /** Counts a failed attempt. After `attempts` of them without a page in between it is given up until the next run. */
  fail(item: WorkItem, code: string, attempts: number): void;
  /** The transcript of each conversation whose messages were asked for: of all, or of those that an earlier run asked for. */
  askForTranscripts(ofAll: boolean): void;
  /** Every attachment whose file is not there yet. */
  askForAttachments(): void;
  /** Makes items that failed in an earlier run due again. */
  reopenFailed(): void;
  count(kind: WorkKind, ...states: WorkState[]): number;
  /** True while something is still to be fetched. */
  hasOpen(): boolean;
  /** All that is `gone` or `failed`, sorted by kind and id. */
  listed(state: 'gone' | 'failed'): Problem[];
}

const THIS = 'kind = ? AND id = ? AND version = ?';

export function createWork(database: Database): Work {
  const ask = database.prepare(
    `INSERT INTO work (kind, id, version) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE
     SET version = excluded.version, state = 'todo', attempts = 0, cursor = NULL, code = NULL
     WHERE excluded.version > work.version`,
  );
  const next = database.prepare(
    `SELECT kind, id, version, cursor FROM work
     WHERE kind = ? AND state = 'todo' AND attempts < ? ORDER BY attempts, version DESC, id LIMIT ?`,
  );
  const keep = database.prepare(`UPDATE work SET cursor = ?, attempts = 0 WHERE ${THIS}`);
  const close = database.prepare(`UPDATE work SET state = ?, cursor = NULL, code = NULL WHERE ${THIS}`);
  const fail = database.prepare(
    `UPDATE work SET state = iif(attempts + 1 >= ?, 'failed', 'todo'), attempts = attempts + 1, code = ? WHERE ${THIS}`,
  );
  return {
    ask: (kind, id, version = 0) => ask.run(kind, id, version).changes > 0,
    askAgain: (kind, id) =>
      void database
        .prepare(
          "UPDATE work SET state = 'todo', attempts = 0, cursor = NULL, code = NULL WHERE kind = ? AND id = ?",
        )
        .run(kind, id),
    next: (kind, attempts, limit) => next.all(kind, attempts, limit) as WorkItem[],
    keep: ({ kind, id, version }, cursor) => void keep.run(cursor, kind, id, version),
    close: ({ kind, id, version }, state) => void close.run(state, kind, id, version),
    fail: ({ kind, id, version }, code, attempts) => void fail.run(attempts, code, kind, id, version),
    askForTranscripts: (ofAll) =>
      database.exec(
        `INSERT INTO work (kind, id, version) SELECT 'transcript', id, version FROM work AS talk WHERE kind = 'messages'
         ${ofAll ? '' : "AND EXISTS (SELECT 1 FROM work WHERE kind = 'transcript' AND id = talk.id)"}
         ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, state = 'todo', attempts = 0, code = NULL
         WHERE excluded.version > work.version`,
      ),
    askForAttachments: () =>
      database.exec(
        `INSERT INTO work (kind, id) SELECT 'attachment', id FROM attachments WHERE sha256 IS NULL ON CONFLICT DO NOTHING`,
      ),
    reopenFailed: () => database.exec("UPDATE work SET state = 'todo', attempts = 0 WHERE state = 'failed'"),
    count: (kind, ...states) =>
      database
        .prepare(
          `SELECT count(*) FROM work WHERE kind = ? AND state IN (${states.map(() => '?').join(', ')})`,
        )
        .pluck()
        .all(kind, ...states)[0] as number,
    hasOpen: () => database.prepare("SELECT 1 FROM work WHERE state = 'todo' LIMIT 1").all().length > 0,
    listed: (state) =>
      database
        .prepare(
          "SELECT kind, id, coalesce(code, 'not_found') AS code FROM work WHERE state = ? ORDER BY kind, length(id), id",
        )
        .all(state) as Problem[],
  };
}
