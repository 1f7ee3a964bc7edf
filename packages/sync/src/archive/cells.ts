/** One object of Drift's, as the client gives it: ids are decimal strings. */
export type Item = Readonly<Record<string, unknown>>;

/** The type of a column. Ids are text, because SQLite numbers above 2^53 are rounded. */
export type Cell = string | number | null;

/** A string or a number as text; everything else is null. U+0000 ends a text in SQLite, so it is taken out; `raw` keeps it. */
export function text(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' ? value.replaceAll('\u0000', '') : null;
}

/** A whole number that SQLite keeps exactly; everything else is null. */
export function integer(value: unknown): number | null {
  return Number.isSafeInteger(value) ? (value as number) : null;
}

/** True and false as 1 and 0; everything else is null. */
export function flag(value: unknown): number | null {
  return typeof value === 'boolean' ? Number(value) : null;
}

/** Lists and objects as JSON; nothing is null. */
export function json(value: unknown): string | null {
  return value === undefined || value === null ? null : text(JSON.stringify(value));
}

export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The named part of an item, or an empty item where it is something else. */
export function part(item: Item, name: string): Item {
  const value = item[name];
  return isItem(value) ? value : {};
}
