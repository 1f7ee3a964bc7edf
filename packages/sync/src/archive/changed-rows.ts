import type { Archive } from './archive';
import type { Cell, Item } from './cells';
import { tableOf } from './tables';
import type { TableName } from './tables';

/** Rows whose columns are not what their `raw` says: the manifest has a hash of `raw` alone. */
export function changedRows({ rows }: Archive, name: TableName): { count: number; first: string } {
  const changed = { count: 0, first: '' };
  for (const row of rows.each(name)) {
    const column = changedColumn(name, row);
    if (column === undefined) continue;
    changed.count += 1;
    changed.first ||= `${column} of ${row['id']}`;
  }
  return changed;
}

/** Undefined where every column is what the item says. */
function changedColumn(name: TableName, row: Readonly<Record<string, Cell>>): string | undefined {
  const table = tableOf(name);
  const item = JSON.parse(String(row['raw'])) as Item;
  if (table.id(item) !== row['id']) return 'id';
  const cells = table.cells(item);
  // Of a contact that only Drift's CSV dump knows, these two come from there.
  const isOfDump = (column: string): boolean =>
    row['csv'] != null && item['attributes'] === undefined && ['email', 'external_id'].includes(column);
  return Object.keys(cells).find((column) => cells[column] !== row[column] && !isOfDump(column));
}
