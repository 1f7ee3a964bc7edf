import type { Database } from './database';
import { TABLE_NAMES, tableOf } from './tables';
import type { TableName } from './tables';
import type { Cell, Item } from './cells';

/** Reads and writes the tables. Every write replaces what an earlier answer of Drift said of the same id. */
export interface Rows {
  /** False where the item has no id, so that it cannot be a row. */
  put(table: TableName, item: Item): boolean;
  /** Like `put`, but keeps the fields that an earlier answer had and this one leaves out. */
  merge(table: TableName, item: Item): boolean;
  /** Sets columns that do not come from the item itself. The row must be there. */
  set(table: TableName, id: string, cells: Readonly<Record<string, Cell>>): void;
  has(table: TableName, id: string): boolean;
  /** One cell; null where there is no such row. */
  cell(table: TableName, id: string, column: string): Cell;
  remove(table: TableName, id: string): void;
  count(table: TableName): number;
  /** In order: ids that are numbers as numbers, others after their length. */
  each(table: TableName): IterableIterator<Readonly<Record<string, Cell>>>;
}

const ORDER = 'ORDER BY length(id), id';

export function createRows(database: Database): Rows {
  const statements = new Map(TABLE_NAMES.map((name) => [name, putStatement(database, name)]));
  function put(name: TableName, item: Item): boolean {
    const table = tableOf(name);
    const id = table.id(item);
    if (id === null) return false;
    const cells = table.cells(item);
    const values = columnsOf(name).map((column) => cells[column] ?? null);
    statements.get(name)?.run([id, ...values, JSON.stringify(item)]);
    return true;
  }
  return {
    put,
    merge(name, item) {
      const [kept] = database
        .prepare(`SELECT raw FROM ${name} WHERE id = ?`)
        .pluck()
        .all(tableOf(name).id(item)) as string[];
      return put(name, kept === undefined ? item : { ...(JSON.parse(kept) as Item), ...item });
    },
    set(name, id, cells) {
      const columns = Object.keys(cells).map((column) => `${column} = ?`);
      database
        .prepare(`UPDATE ${name} SET ${columns.join(', ')} WHERE id = ?`)
        .run([...Object.values(cells), id]);
    },
    remove: (name, id) => void database.prepare(`DELETE FROM ${name} WHERE id = ?`).run(id),
    cell: (name, id, column) =>
      (database.prepare(`SELECT ${column} FROM ${name} WHERE id = ?`).pluck().all(id)[0] as
        Cell | undefined) ?? null,
    has: (name, id) => database.prepare(`SELECT 1 FROM ${name} WHERE id = ?`).all(id).length > 0,
    count: (name) => database.prepare(`SELECT count(*) FROM ${name}`).pluck().all()[0] as number,
    each: (name) =>
      database.prepare(`SELECT * FROM ${name} ${ORDER}`).iterate() as IterableIterator<Record<string, Cell>>,
  };
}

/** The columns that an item of this table fills. Others are set by hand and outlive a later answer. */
function columnsOf(name: TableName): string[] {
  return Object.keys(tableOf(name).cells({}));
}

function putStatement(database: Database, name: TableName): ReturnType<Database['prepare']> {
  const columns = [...columnsOf(name), 'raw'];
  const places = columns.map(() => '?').join(', ');
  const updates = columns.map((column) => `${column} = excluded.${column}`).join(', ');
  return database.prepare(
    `INSERT INTO ${name} (id, ${columns.join(', ')}) VALUES (?, ${places}) ON CONFLICT (id) DO UPDATE SET ${updates}`,
  );
}
