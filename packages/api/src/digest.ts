import { sha256 } from '@noble/hashes/sha2';

/** The SHA-256 of a text. Digests are compared in place of secrets, so that the time of a comparison reveals nothing. */
export const digestOf = (text: string): Uint8Array => sha256(encoder.encode(text));

const encoder = new TextEncoder();

/** Compares every byte, also after a difference. Both are digests, so they have the same length. */
export function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}
