// Header, payload and, where it was signed, a signature; encrypted, it has five parts. The dots are asked for afterwards: demanded here, a long text
// without any would be gone through again from each of its letters.
const TOKEN = /eyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g;

// Up to the last `@` before a path: there a URL's host begins. A URL without a password has no `:` before it.
const PASSWORD = /:\/\/([^\s/:@?#]*):[^\s/?#]+@/g;

// Far more than any call has; what is nested deeper was made to break whoever walks it.
const DEEPEST = 50;

/** The same value with every token in it cut short, wherever it stands: a ledger may be printed anywhere. */
export function redact<T>(value: T): T {
  return withTexts(value, cutTokens);
}

/** The same value without the passwords that stand in URLs, as in `https://user:password@crm.example/hook`. */
export function withoutPasswords<T>(value: T): T {
  return withTexts(value, (text) => text.replace(PASSWORD, '://$1:…@'));
}

/** What stands in an address in place of a part that is not shown. */
export const HIDDEN = '…';

const USER_INFO = /:\/\/[^\s/?#]*@/;
const PARAMETER = /([?&])([^=&#?]*)=[^&#]*/g;
const OPENS_SOMETHING = /token|key|secret|sig|auth|pass|code/i;

/** The address of a webhook as it may be shown: who logs in there is left out, and each value of the query that may be a key. */
export function shownAddress(address: string): string {
  return address
    .replace(USER_INFO, `://${HIDDEN}@`)
    .replace(PARAMETER, (whole, mark: string, name: string) =>
      OPENS_SOMETHING.test(name) ? `${mark}${name}=${HIDDEN}` : whole,
    );
}

function withTexts<T>(value: T, change: (text: string) => string): T {
  // What comes out is of the shape that went in: strings stay strings, and names only lose what is secret.
  return changed(value, change) as T;
}

function changed(value: unknown, change: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return '[…]';
  if (Array.isArray(value)) return value.map((one) => changed(one, change, depth + 1));
  const entries = Object.entries(value).map(([key, one]) => [change(key), changed(one, change, depth + 1)]);
  return Object.fromEntries(entries) as unknown;
}

function cutTokens(text: string): string {
  return text.replace(TOKEN, (found) => (found.includes('.') ? `eyJ… (${found.length} characters)` : found));
}
