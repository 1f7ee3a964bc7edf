import { WebhookError } from './errors';

/** Deeper than anything Drift sends, and shallow enough for every recursive reader after this one. */
const MAX_DEPTH = 64;

/** What a parser does not say about a JSON text. */
export interface JsonFacts {
  /** A key named `__proto__` is somewhere in it. */
  readonly hasProto: boolean;
}

/**
 * Refuses a JSON text that two honest parsers read differently (one key twice in an object: some keep the first, some the
 * last), and one that is nested so deep that a recursive reader runs out of stack. It does not check the syntax.
 *
 * @throws WebhookError `body_invalid`
 */
export function scanJson(text: string): JsonFacts {
  const open: Set<string>[] = [];
  let hasProto = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (character === '{' || character === '[') {
      open.push(new Set());
      if (open.length > MAX_DEPTH) throw invalid(`The body is nested deeper than ${MAX_DEPTH} levels.`);
    } else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = endOfString(text, i);
      if (isKey(text, end)) {
        const key = decoded(text.slice(i, end + 1));
        const keys = open.at(-1);
        if (keys?.has(key)) throw invalid('The body has one key twice in one object.');
        keys?.add(key);
        hasProto ||= key === '__proto__';
      }
      i = end;
    }
  }
  return { hasProto };
}

const invalid = (message: string): WebhookError => new WebhookError('body_invalid', message);

/** The index of the closing quote; the end of the text without one. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, quote: number): boolean {
  let first = quote;
  while (text[first - 1] === '\\') first -= 1;
  return (quote - first) % 2 === 1;
}

/** In JSON, a string with a colon after it is a key. */
function isKey(text: string, end: number): boolean {
  let next = end + 1;
  while (text[next] === ' ' || text[next] === '\n' || text[next] === '\r' || text[next] === '\t') next += 1;
  return text[next] === ':';
}

/** `"token"` is `token` for every parser, so it must be here. */
function decoded(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
