import { printable } from './printable';

/** Causes of causes may go on in a circle. */
const CAUSES_AT_MOST = 5;
const FRAMES_AT_MOST = 8;
const LENGTH_AT_MOST = 300;

/** What is known to be secret, wherever it stands in a message. */
const SECRETS: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(bearer|basic)\s+[^\s"',]+/gi, '$1 [hidden]'],
  [/\/\/[^\s/@]+@/g, '//[hidden]@'],
];

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
  if (!(error instanceof Error)) return { title: `a thrown ${typeof error}`, frames: [], cause: undefined };
  try {
    const { name, message, stack, cause } = error;
    const { code } = error as { code?: unknown };
    const title = `${String(name)}${typeof code === 'string' ? ` ${code}` : ''}: ${String(message)}`;
    return { title: shown(title), frames: framesOf(stack), cause };
  } catch {
    return { title: 'an error that cannot be read', frames: [], cause: undefined };
  }
}

const framesOf = (stack: unknown): string[] =>
  String(stack)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES_AT_MOST)
    .map((line) => `    ${shown(line.trim())}`);

function shown(text: string): string {
  const hidden = SECRETS.reduce((result, [pattern, instead]) => result.replace(pattern, instead), text);
  return printable(hidden.length > LENGTH_AT_MOST ? `${hidden.slice(0, LENGTH_AT_MOST)}…` : hidden);
}
