import { isLost } from './lost';

/**
 * The signing secret as Drift shows it (a string, used as its raw UTF-8 bytes: not decoded from base64 or hex), or
 * the bytes themselves.
 */
export type Secret = string | Uint8Array;

const warned = new Set<string>();

/** Throws a `TypeError` unless this can be a signing secret. The message never shows any part of it. */
export function assertSecret(secret: unknown): asserts secret is Secret {
  if (typeof secret !== 'string' && !isBytes(secret)) {
    throw new TypeError(`secret must be a string or a Uint8Array, and it is ${kindOf(secret)}`);
  }
  if (secret.length === 0) {
    throw new TypeError(
      'secret is empty: with an empty key anyone can sign. Is the environment variable set?',
    );
  }
  if (isAnyones(secret)) {
    throw new TypeError(
      'secret was lost before it came here: it is a word such as "undefined", white space alone, or bytes that were ' +
        'wiped. With such a key anyone can sign.',
    );
  }
  warnAbout(secret);
}

/** Typed arrays of another realm too, as under jest, where `instanceof` is false: only they have this tag. */
const isBytes = (value: unknown): value is Uint8Array =>
  Reflect.get(TYPED_ARRAY, Symbol.toStringTag, value) === 'Uint8Array';

const TYPED_ARRAY = Object.getPrototypeOf(Uint8Array.prototype) as object;

function kindOf(value: unknown): string {
  if (value === undefined) return 'undefined: is the environment variable set?';
  if (value === null) return 'null.';
  if (Array.isArray(value)) return 'a list: one secret signs. Only verifyUserJwt takes several.';
  return `a value of type ${typeof value}.`;
}

/** The remains of a missing secret (`String(process.env.X)`) or a wiped one (`secret.fill(0)`). */
const isAnyones = (secret: Secret): boolean =>
  typeof secret === 'string' ? secret.trim() === '' || isLost(secret) : secret.every((byte) => byte === 0);

/** The checked secret. Bytes are copied, so that no other code can wipe or change them. */
export function ownSecret(secret: unknown): Secret {
  const own = isBytes(secret) ? secretBytes(secret) : secret;
  assertSecret(own);
  return own;
}

/**
 * The secret as bytes of its own. Not by `slice()`: that of a `Buffer` shares its memory, and a caller
 * who wipes the buffer would have us sign with zeros.
 */
export const secretBytes = (secret: Secret): Uint8Array<ArrayBuffer> =>
  typeof secret === 'string' ? new TextEncoder().encode(secret) : new Uint8Array(secret);

/** Once per process about each kind of suspicious secret. */
function warnAbout(secret: Secret): void {
  if (secret.length < 32 && secretBytes(secret).length < 32) {
    warnOnce(
      'the signing secret is shorter than the 32 bytes HS256 asks for. Use it only as Drift issued it.',
    );
  }
  if (typeof secret === 'string' && secret !== secret.trim()) {
    warnOnce(
      'the signing secret starts or ends with white space, and every byte counts. Is that how Drift shows it?',
    );
  }
}

function warnOnce(sentence: string): void {
  if (warned.has(sentence)) return;
  warned.add(sentence);
  // eslint-disable-next-line no-console -- an operator must see this, and there is no error to carry it
  console.warn(`[driftkit] ${sentence}`);
}
