type NodeHeaders = Readonly<Record<string, unknown>>;

/**
 * A header by its lower-case name, exactly as `fetchHeaders` has it; null where it is absent. Node's names are in lower
 * case; those of adapters and mocks need not be.
 */
export function headerOf(headers: NodeHeaders, name: string): string | null {
  if (Object.hasOwn(headers, name)) return textOf(name, headers[name]);
  for (const key in headers) {
    if (key.length === name.length && key.toLowerCase() === name) return textOf(name, headers[key]);
  }
  return null;
}

/** The host as the client names it; HTTP/2 has it in a pseudo-header. */
export const hostOf = (headers: NodeHeaders): string =>
  headerOf(headers, 'host') ?? headerOf(headers, ':authority') ?? '';

/** The headers as the Fetch API has them. What it does not take is left out, such as the pseudo-headers of HTTP/2. */
export function fetchHeaders(headers: NodeHeaders): Headers {
  const result = new Headers();
  for (const name of Object.keys(headers)) {
    const text = TOKEN.test(name) ? textOf(name.toLowerCase(), headers[name]) : null;
    if (text !== null) result.set(name, text);
  }
  return result;
}

/** The name of a header (RFC 9110, section 5.6.2). */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** A value that a header can have; anything else is as good as absent. */
function textOf(name: string, value: unknown): string | null {
  if (Array.isArray(value)) return joined(name, value);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || /[\0\r\n]/.test(value)) return null;
  // Whoever decoded it as UTF-8 put characters in that no header has: here are its bytes again, as Node would have them.
  const text = /[^\0-\xff]/.test(value) ? Buffer.from(value).toString('latin1') : value;
  return text.replace(/^[\t ]+|[\t ]+$/g, '');
}

function joined(name: string, values: unknown[]): string | null {
  const texts = values.map((value) => textOf(name, value)).filter((text) => text !== null);
  return texts.length === 0 ? null : texts.join(name === 'cookie' ? '; ' : ', ');
}
