import type { CryptoKey } from 'jose';

/**
 * The signing secret as Drift shows it (a string, used as its raw UTF-8 bytes: not decoded from base64 or hex), or
 * the bytes themselves.
 */
export type Secret = string | Uint8Array;

/** Enough for rotation and a handful of Drift accounts, and a bound on how long a forgotten secret stays alive. */
const IMPORTED_AT_MOST = 32;

/** Bytes are named by their content, not by identity: their owner may overwrite them. */
const imported = {
  text: new Map<string, Promise<CryptoKey>>(),
  bytes: new Map<string, Promise<CryptoKey>>(),
};
const warned = new Set<string>();

/** Throws a `TypeError` unless this can be a signing secret. Never says anything about what is in it. */
export function assertSecret(secret: unknown): asserts secret is Secret {
  if (typeof secret !== 'string' && !(secret instanceof Uint8Array)) {
    throw new TypeError(
      `secret must be a string or a Uint8Array, and it is ${secret === undefined ? 'undefined: is the environment variable set?' : `a value of type ${typeof secret}.`}`,
    );
  }
  if (secret.length === 0) {
    throw new TypeError(
      'secret is empty: with an empty key anyone can sign. Is the environment variable set?',
    );
  }
}

/**
 * The key for a secret, imported once: repeated calls with an equal secret share one import. The last 32 strings and
 * the last 32 byte arrays are kept. Rejects with a `TypeError` if it cannot be a secret; warns once per process about a
 * suspicious one.
 */
export async function importSigningKey(secret: Secret): Promise<CryptoKey> {
  assertSecret(secret);
  const isText = typeof secret === 'string';
  const name = isText ? secret : new TextDecoder('latin1').decode(secret);
  return once(isText ? imported.text : imported.bytes, name, () => importKey(secret));
}

/** The promise under this name, made if there is none, forgotten if it fails or if 32 others were used since. */
async function once<T>(kept: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  const promise = kept.get(name) ?? make();
  kept.delete(name);
  kept.set(name, promise);
  const oldest = kept.keys().next();
  if (kept.size > IMPORTED_AT_MOST && !oldest.done) kept.delete(oldest.value);
  try {
    return await promise;
  } catch (error) {
    if (kept.get(name) === promise) kept.delete(name);
    throw error;
  }
}

async function importKey(secret: Secret): Promise<CryptoKey> {
  const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret.slice();
  warnAbout(secret, bytes);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

function warnAbout(secret: Secret, bytes: Uint8Array): void {
  if (bytes.length < 32) {
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
  // oxlint-disable-next-line no-console -- an operator must see this, and there is no error to carry it
  console.warn(`[driftkit] ${sentence}`);
}
