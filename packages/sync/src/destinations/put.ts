import { isItem, text } from '../archive/cells';
import type { Sql, SqlValue } from '../store/sql';

/** Rows of one statement: it may have some thousand values, and Postgres answers each only after a round trip. */
const AT_ONCE = 50;

type Row = Readonly<Record<string, SqlValue>>;

/**
 * Inserts rows, or replaces those with the same org and id; of two with one id the last counts. `ifNewer`: replaces only what
 * has a lower version. Resolves to how many it wrote.
 */
export async function put(
  sql: Sql,
  table: string,
  rows: readonly Row[],
  { ifNewer = false }: { ifNewer?: boolean } = {},
): Promise<number> {
  const byId = new Map(rows.map((row) => [row['id'] as string, row]));
  const sorted = [...byId.keys()].sort().map((id) => byId.get(id) as Row);
  const columns = Object.keys(rows[0] ?? {});
  const updates = columns
    .filter((column) => column !== 'org_id' && column !== 'id')
    .map((column) => `${column} = excluded.${column}`);
  const places = `(${columns.map(() => '?').join(', ')})`;
  let written = 0;
  for (let at = 0; at < sorted.length; at += AT_ONCE) {
    const some = sorted.slice(at, at + AT_ONCE);
    written += await sql.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${some.map(() => places).join(', ')}
       ON CONFLICT (org_id, id) DO UPDATE SET ${updates.join(', ')}
       ${ifNewer ? `WHERE ${table}.version < excluded.version` : ''}`,
      ...some.flatMap((row) => Object.values(row)),
    );
  }
  return written;
}

/** JSON writes U+0000 as an escape, at which a cast to `jsonb` would fail. */
export function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map(withoutNul);
  if (!isItem(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [text(key), withoutNul(inner)]));
}
