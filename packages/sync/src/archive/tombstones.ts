import { createHmac, randomBytes } from 'node:crypto';
import type { Database } from './database';
import type { Meta } from './meta';

/** Erased data that must not come back: a contact, its conversations, transcripts with its messages, and its rows in a CSV dump. */
export type Buried = 'contact' | 'conversation' | 'transcript' | 'email' | 'external_id';

/** Marks of what was erased: HMACs under a key of this archive, so that they tell nobody an id. */
export interface Tombstones {
  add(kind: Buried, value: string): void;
  has(kind: Buried, value: string): boolean;
  /** How many contacts were erased. */
  count(): number;
}

export function createTombstones(database: Database, meta: Meta): Tombstones {
  // The marks of contacts begin with no kind, so that they can be counted.
  const markOf = (kind: Buried, value: string): string => {
    const prefix = kind === 'contact' ? '' : `${kind}:`;
    const same = kind === 'email' ? value.trim().toLowerCase() : value;
    return `${prefix}${createHmac('sha256', keyOf(meta)).update(`${prefix}${same}`).digest('hex')}`;
  };
  // Asked once for every row; most archives have no tombstone.
  let isEmpty = database.prepare('SELECT 1 FROM tombstones LIMIT 1').all().length === 0;
  return {
    add(kind, value) {
      database.prepare('INSERT OR IGNORE INTO tombstones (mark) VALUES (?)').run(markOf(kind, value));
      isEmpty = false;
    },
    has: (kind, value) =>
      !isEmpty &&
      database.prepare('SELECT 1 FROM tombstones WHERE mark = ?').all(markOf(kind, value)).length > 0,
    count: () =>
      database
        .prepare("SELECT count(*) FROM tombstones WHERE mark NOT LIKE '%:%'")
        .pluck()
        .all()[0] as number,
  };
}

function keyOf(meta: Meta): string {
  const kept = meta.read('tombstone_key');
  if (typeof kept === 'string') return kept;
  const made = randomBytes(32).toString('hex');
  meta.write('tombstone_key', made);
  return made;
}
