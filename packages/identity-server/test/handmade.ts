import { createHmac } from 'node:crypto';
import type { BinaryLike } from 'node:crypto';

/** One part of a token: JSON, or the very text that is given. */
export const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** What else than a proper token can be signed. */
export interface Handmade {
  header?: unknown;
  payload?: unknown;
  key?: BinaryLike;
  digest?: string;
}

/** A token made with node:crypto and nothing else, as wrong as one likes. */
export function handmade({
  header = { alg: 'HS256' },
  payload = { sub: 'jane' },
  key = '',
  digest = 'sha256',
}: Handmade) {
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${createHmac(digest, key).update(input).digest('base64url')}`;
}
