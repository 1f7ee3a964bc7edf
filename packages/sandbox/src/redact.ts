const TOKEN = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/** The same value with every token in it cut short: a ledger may be printed anywhere. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return TOKEN.test(value) ? `eyJ… (${value.length} characters)` : value;
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, redact(one)]));
}
