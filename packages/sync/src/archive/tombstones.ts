import { createHmac, randomBytes } from 'node:crypto';
import type { Database } from './database';
import type { Meta } from './meta';

/** Marks of erased contacts: HMACs under a key of this archive, so that they tell nobody an id. */
export interface Tombstones {
  add(contactId: string): void;
  has(contactId: string): boolean;
  count(): number;
}

export function createTombstones(database: Database, meta: Meta): Tombstones {
  const markOf = (contactId: string): string =>
    createHmac('sha256', keyOf(meta)).update(contactId).digest('hex');
  // Asked once for every row; most archives have no tombstone.
  const count = (): number => database.prepare('SELECT count(*) FROM tombstones').pluck().all()[0] as number;
  let isEmpty = count() === 0;
  return {
    add(contactId) {
      database.prepare('INSERT OR IGNORE INTO tombstones (mark) VALUES (?)').run(markOf(contactId));
      isEmpty = false;
    },
    has: (contactId) =>
      !isEmpty &&
      database.prepare('SELECT 1 FROM tombstones WHERE mark = ?').all(markOf(contactId)).length > 0,
    count,
  };
}

function keyOf(meta: Meta): string {
  const kept = meta.read('tombstone_key');
  if (typeof kept === 'string') return kept;
  const made = randomBytes(32).toString('hex');
  meta.write('tombstone_key', made);
  return made;
}
