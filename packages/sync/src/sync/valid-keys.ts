/** What may become the key of a row: Postgres takes no U+0000, and no key of several kilobytes. */
export const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\u0000-\u001f]{1,320}$/.test(value);

/** An int64 in digits. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{1,20}$/.test(value);

export const isEmail = (value: unknown): value is string => isName(value) && /^[^\s@]+@[^\s@]+$/.test(value);
