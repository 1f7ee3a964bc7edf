type NodeHeaders = Readonly<Record<string, unknown>>;

/**
 * A header by its lower-case name; null where it is absent. Node's names are in lower case; those of adapters and mocks
 * need not be. Where several spellings hold a value, the lower-case one counts, else the first.
 */
export function headerOf(headers: NodeHeaders, name: string): string | null {
  const text = textOf(name, headers[name]);
  if (text !== null) return text;
  for (const key in headers) {
    const other =
      key.length === name.length && key.toLowerCase() === name ? textOf(name, headers[key]) : null;
    if (other !== null) return other;
  }
  return null;
}

/** The host as the client names it; HTTP/2 has it in a pseudo-header. */
export const hostOf = (headers: NodeHeaders): string =>
  headerOf(headers, 'host') ?? headerOf(headers, ':authority') ?? '';

/**
 * The headers as the Fetch API has them, each as `headerOf` gives it. Names that the Fetch API does not take are left out,
 * such as the pseudo-headers of HTTP/2.
 */
export function fetchHeaders(headers: NodeHeaders): Headers {
  const result = new Headers();
  for (const name in headers) {
    const text = TOKEN.test(name) ? headerOf(headers, name.toLowerCase()) : null;
    if (text !== null) result.set(name, text);
  }
  return result;
}

/** The name of a header (RFC 9110, section 5.6.2). */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * The text of a header; null only for an absent header. An impossible value must not count as absent:
 * without `Origin` a request counts as the app's own. So line ends become spaces (RFC 9110, section 5.5), and an object
 * becomes an empty text.
 */
function textOf(name: string, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return joined(name, value);
  if (typeof value !== 'string') return isPlain(value) ? String(value) : '';
  // The framework decoded the header as UTF-8. This restores its bytes, as Node gives them.
  const text = /[^\0-\xff]/.test(value) ? Buffer.from(value).toString('latin1') : value;
  return text.replace(/[\0\r\n]/g, ' ').replace(/^[\t ]+|[\t ]+$/g, '');
}

const isPlain = (value: unknown): value is number | boolean | bigint =>
  ['number', 'boolean', 'bigint'].includes(typeof value);

function joined(name: string, values: unknown[]): string | null {
  const texts = values.map((value) => textOf(name, value)).filter((text) => text !== null);
  return texts.length === 0 ? null : texts.join(name === 'cookie' ? '; ' : ', ');
}
