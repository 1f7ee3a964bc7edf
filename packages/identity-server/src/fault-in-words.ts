import { printable } from './printable';

/** Causes of causes may go on in a circle. */
const CAUSES_AT_MOST = 5;
const FRAMES_AT_MOST = 8;
const LENGTH_AT_MOST = 300;

/** Patterns of secrets, anywhere in a message. */
const SECRETS: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [/\beyJ[\w.-]+/g, '[token]'],
  [/\b(bearer|basic)\s+[^\s"',]+/gi, '$1 [hidden]'],
  [/\b((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s*[:=]).*/gi, '$1$2 [hidden]'],
  [/\b(\w*(?:password|passwd|secret|token|api[_-]?key))(["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi, '$1$2[hidden]'],
  [/\/\/[^\s/]*@/g, '//[hidden]@'],
  [/\/\/[^\s/:@]*:[^\s@]*@/g, '//[hidden]@'],
];

/** More of a message is not looked at: these patterns would take their time over a megabyte. */
const READ_AT_MOST = 4000;

/**
 * An error and its causes for a log: names, codes, messages and where the last of them was thrown. No other property of a
 * cause is shown: the error of an HTTP client carries its request, and that the `Authorization` header.
 */
export function inWords(error: unknown): string {
  const lines: string[] = [];
  let current = error;
  for (let depth = 0; depth <= CAUSES_AT_MOST && current !== undefined; depth += 1) {
    const { title, frames, cause } = partsOf(current);
    lines.push(depth === 0 ? title : `  caused by ${title}`);
    if (depth > 0 && cause === undefined) lines.push(...frames);
    current = cause;
  }
  return lines.join('\n');
}

interface Parts {
  readonly title: string;
  readonly frames: readonly string[];
  readonly cause: unknown;
}

function partsOf(error: unknown): Parts {
  try {
    if (!isError(error)) return { title: `a thrown ${typeof error}`, frames: [], cause: undefined };
    const { name, message, stack, cause } = error;
    const { code } = error as { code?: unknown };
    const title = `${String(name)}${typeof code === 'string' ? ` ${code}` : ''}: ${String(message)}`;
    return { title: shown(title), frames: framesOf(String(stack), String(message)), cause };
  } catch {
    return { title: 'an error that cannot be read', frames: [], cause: undefined };
  }
}

/** Of another realm too, as Node's own errors are under jest, where `instanceof` says no. */
const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';

/** The stack begins with the message, and that may look like frames. */
const framesOf = (stack: string, message: string): string[] =>
  stack
    .slice(message === '' ? 0 : stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES_AT_MOST)
    .map((line) => `    ${shown(line.trim())}`);

function shown(text: string): string {
  const read = text.slice(0, READ_AT_MOST);
  const hidden = SECRETS.reduce((result, [pattern, instead]) => result.replace(pattern, instead), read);
  return printable(hidden.length > LENGTH_AT_MOST ? `${hidden.slice(0, LENGTH_AT_MOST)}…` : hidden);
}
