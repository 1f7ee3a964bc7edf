import { parse, stringify } from 'lossless-json';
import { digitsOf, hasManyDigits } from './digits';

/** An id as you may have it. A number above 2^53 is refused: it may have been rounded before it came here. */
export type IdInput = string | number | bigint;

const LARGEST = 2n ** 63n - 1n;
const DECIMAL = /^(?:0|[1-9]\d{0,18})$/;

/** The id as decimal digits. `name` is the argument that the TypeError names. */
export function idOf(value: IdInput, name: string): string {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new TypeError(
      `${name} is ${value}, but numbers above 2^53 are not exact. Pass the id as a string or a bigint.`,
    );
  }
  const text = typeof value === 'string' ? value : typeof value === 'symbol' ? '' : String(value);
  const isId = ['string', 'number', 'bigint'].includes(typeof value) && DECIMAL.test(text);
  if (!isId || BigInt(text) > LARGEST) {
    throw new TypeError(`${name} must be one of Drift's ids: decimal digits, at most ${LARGEST}.`);
  }
  return text;
}

/** The id for a JSON body, where Drift takes numbers: exact also above 2^53. */
export function idForBody(value: IdInput, name: string): bigint {
  return BigInt(idOf(value, name));
}

/** JSON with every digit of a bigint. */
export function toJson(body: unknown): string {
  let cause: unknown;
  try {
    const text = stringify(body);
    if (text !== undefined) return text;
  } catch (error) {
    cause = error;
  }
  throw new TypeError('The body cannot be written as JSON. An object may contain itself.', { cause });
}

/**
 * Reads JSON as Drift writes it, and keeps every id exact: an integer under a key that names an id comes back as
 * decimal digits, and so does any integer that no number can hold. Throws a SyntaxError for what is not JSON.
 */
export function parseExact(text: string): unknown {
  const parsed = hasManyDigits(text) ? parse(text, undefined, EXACT) : (JSON.parse(text) as unknown);
  return withIdsAsStrings(parsed);
}

const INTEGER = /^-?\d+$/;

function exactNumber(digits: string): number | string {
  const number = Number(digits);
  return INTEGER.test(digits) && !Number.isSafeInteger(number) ? digits : number;
}

/** As `JSON.parse` does it, the last of two equal keys counts. */
const EXACT = {
  parseNumber: exactNumber,
  onDuplicateKey: ({ newValue }: { newValue: unknown }): unknown => newValue,
};

/** Keys that hold ids of Drift without being called so. */
const ALSO_IDS = ['participants', 'addedParticipants', 'removedParticipants', 'members', 'owner', 'bookedBy'];
const ID_KEY = /^ids?$|(?:Id|ID|_id)s?$/;

/** Keys repeat from row to row: the answer per key is kept, up to a bound, as custom keys have no end. */
const known = new Map<string, boolean>(ALSO_IDS.map((key) => [key, true]));
const MOST_KNOWN = 2_000;

function isIdKey(key: string): boolean {
  const answer = known.get(key);
  if (answer !== undefined) return answer;
  const isId = ID_KEY.test(key);
  if (known.size < MOST_KNOWN) known.set(key, isId);
  return isId;
}

/** Changes the given value, which was just parsed and is used nowhere else. */
function withIdsAsStrings(value: unknown): unknown {
  if (Array.isArray(value)) convertItems(value, false);
  else if (typeof value === 'object' && value !== null) convert(value as Tree, false);
  return value;
}

type Tree = Record<string, unknown>;

function convert(tree: Tree, isAttributes: boolean): void {
  for (const key in tree) {
    const value = tree[key];
    if (typeof value === 'number') {
      if (isId(key, isAttributes)) tree[key] = exactDigits(value);
    } else if (Array.isArray(value)) {
      convertItems(value, isId(key, isAttributes));
    } else if (typeof value === 'object' && value !== null) {
      convert(value as Tree, key === 'attributes');
    }
  }
}

function convertItems(items: unknown[], areIds: boolean): void {
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (typeof item === 'number') {
      if (areIds) items[index] = exactDigits(item);
    } else if (Array.isArray(item)) {
      convertItems(item, false);
    } else if (typeof item === 'object' && item !== null) {
      convert(item as Tree, false);
    }
  }
}

/** The attributes of a contact are yours: a number under `order_id` stays a number. Only the external id is Drift's. */
export function isId(key: string, isAttributes: boolean): boolean {
  return isAttributes ? key === 'externalId' || key === 'external_id' : isIdKey(key);
}

const exactDigits = (value: number): number | string =>
  Number.isSafeInteger(value) ? digitsOf(value) : value;
