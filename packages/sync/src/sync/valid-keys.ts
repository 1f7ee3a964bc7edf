/** True for text that can be a row key: Postgres accepts neither U+0000 nor a key of several kilobytes. */
export const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\u0000-\u001f]{1,320}$/.test(value);

/** True for an int64 in decimal digits. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{1,20}$/.test(value);

export const isEmail = (value: unknown): value is string => isName(value) && /^[^\s@]+@[^\s@]+$/.test(value);
