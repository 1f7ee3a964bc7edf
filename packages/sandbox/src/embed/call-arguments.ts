/** Stands for a function, which cannot leave the page but must be seen to have been passed. */
interface FunctionMark {
  'driftkit-sandbox:function': true;
}

/** Arguments in a form that can be posted to a frame. */
export function toWire(args: readonly unknown[]): unknown[] {
  return args.map(sendable);
}

/** The same arguments as the page passed them; functions come back as functions that do nothing. */
export function fromWire(args: readonly unknown[]): unknown[] {
  return args.map(revive);
}

function sendable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    // Something in it cannot be cloned. One level is enough: Drift takes flat objects only.
    if (!isPlainObject(value)) return flat(value);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, flat(one)]));
  }
}

function flat(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return typeof value === 'function' ? { 'driftkit-sandbox:function': true } : `[${typeof value}]`;
  }
}

function revive(value: unknown): unknown {
  if (isFunctionMark(value)) return () => undefined;
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, isFunctionMark(one) ? () => undefined : one]),
  );
}

function isFunctionMark(value: unknown): value is FunctionMark {
  return isPlainObject(value) && value['driftkit-sandbox:function'] === true;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Object]'
  );
}

/** What the server takes of one call, with room for what stands beside it. */
const MOST_ARGUMENTS = 20;
const MOST_BYTES = 48 * 1024;

/**
 * Arguments as JSON that a person can read: what JSON has no word for becomes a word, and what is too much for a report is
 * left out of it, because a call that is nowhere reported would seem not to have been made.
 */
export function toReport(args: readonly unknown[]): unknown[] {
  const report = args.slice(0, MOST_ARGUMENTS).map((one) => readable(one, 4));
  const bytes = new TextEncoder().encode(JSON.stringify(report)).length;
  return bytes <= MOST_BYTES ? report : [`[${bytes} bytes]`];
}

function readable(value: unknown, depth: number): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'function') return '[Function]';
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? '[Invalid Date]' : `[Date ${value.toISOString()}]`;
  if (typeof value !== 'object') return `[${typeof value}]`;
  if (depth === 0) return '[…]';
  if (Array.isArray(value)) return value.map((one) => readable(one, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, readable(one, depth - 1)]));
}
