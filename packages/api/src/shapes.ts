// What the answers look like around their rows. Drift's pages and Drift's answers disagree in places: both are read.

export type Fields = Record<string, unknown>;

/** The answer has not the shape that was promised: the judge makes a `bad_answer` of it. */
export class WrongShape extends Error {}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Says what an argument must hold, where the engine would only say that it cannot read undefined. */
export function assertGiven(argument: unknown, message: string): void {
  if (!isFields(argument)) throw new TypeError(message);
}

export function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) throw new WrongShape('It is not an object.');
  return value;
}

/** `{ data: X }` or X itself: conversations/new, playbooks and others come without the envelope. */
export const inner = (value: unknown): unknown =>
  isFields(value) && 'data' in value ? value['data'] : value;

/** A body in the shape of a refusal (`{ error: … }`, `{ errors: [ … ] }`): no status makes an answer of it. */
export function saysError(value: unknown): boolean {
  if (!isFields(value) || 'data' in value) return false;
  const { error, errors } = value;
  return isFields(error) || (typeof error === 'string' && error !== '') || isFilled(errors);
}

const isFilled = (list: unknown): boolean => Array.isArray(list) && list.length > 0;

/** One row, in its envelope or without. */
export function rowIn<T>(value: unknown): T {
  const row = fieldsOf(inner(value));
  if (row['id'] === undefined) throw new WrongShape('It has no id.');
  return row as T;
}

/** A list of rows, in its envelope or without. */
export function rowsIn<T>(value: unknown): T[] {
  return rowsOf<T>(inner(value));
}

export function rowsOf<T>(rows: unknown): T[] {
  if (!Array.isArray(rows) || !rows.every(isFields)) throw new WrongShape('It is not a list of objects.');
  return rows as T[];
}

/** `{ result: 'OK', ok: true }`, or nothing at all. */
export function acknowledged(value: unknown): undefined {
  if (isFields(value) && 'ok' in value && value['ok'] !== true)
    throw new WrongShape('Drift says that it is not done.');
}
