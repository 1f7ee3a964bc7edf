// Header, payload and, where it was signed, a signature; encrypted, it has five parts. The dots are asked for afterwards: demanded here, a long text
// without any would be gone through again from each of its letters.
const TOKEN = /eyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g;

// Far more than any call has; what is nested deeper was made to break whoever walks it.
const DEEPEST = 50;

/** The same value with every token in it cut short, wherever it stands: a ledger may be printed anywhere. */
export function redact<T>(value: T): T {
  // What comes out is of the shape that went in: strings stay strings, and names only lose what is a token.
  return redacted(value) as T;
}

function redacted(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return '[…]';
  if (Array.isArray(value)) return value.map((one) => redacted(one, depth + 1));
  const entries = Object.entries(value).map(([key, one]) => [redactText(key), redacted(one, depth + 1)]);
  return Object.fromEntries(entries) as unknown;
}

function redactText(text: string): string {
  return text.replace(TOKEN, (found) => (found.includes('.') ? `eyJ… (${found.length} characters)` : found));
}
