import { parseExact } from '../ids';
import { WebhookError } from './errors';
import { scanJson } from './scan-json';

/** What `JSON.parse` may give. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The object that a body holds, with exact ids. A body that a middleware has parsed is taken as well, unless the
 * middleware may have rounded an id in it. Keys named `__proto__` are left out, because code that merges objects does not expect them.
 *
 * @throws WebhookError `body_invalid` or `body_unreadable`; neither quotes the body
 */
export function readJson(body: unknown): JsonObject {
  const text = textOf(body);
  const { hasProto } = scanJson(text);
  const value = parsed(text);
  if (hasProto) dropProto(value);
  if (isObject(value)) return value;
  throw new WebhookError('body_invalid', 'The body is not a JSON object.');
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const decoder = new TextDecoder();

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return decoder.decode(body);
  if (isObject(body)) return JSON.stringify(body, exactNumber);
  throw new WebhookError(
    'body_unreadable',
    `The body is ${body === null ? 'null' : typeof body}: pass its text or its bytes.`,
  );
}

/** `JSON.parse` rounds a long id to the id of somebody else. */
function exactNumber(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  throw new WebhookError(
    'body_unreadable',
    'A JSON parser read the body before, and rounded a number above 2^53 in it: pass the text or the bytes of the body.',
  );
}

/** The parser's own message quotes the body, so it goes no further. */
function parsed(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    const length = `${text.length} character${text.length === 1 ? '' : 's'}`;
    throw new WebhookError('body_invalid', `The body is not JSON, or was cut off (${length}).`);
  }
}

function dropProto(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const tree = value as Record<string, unknown>;
  delete tree['__proto__'];
  Object.values(tree).forEach(dropProto);
}
