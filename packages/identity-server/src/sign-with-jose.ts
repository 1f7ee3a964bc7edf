import { CompactSign } from 'jose';
import { secretBytes } from './secret';
import type { Secret } from './secret';

/** In the order in which Drift's documents write them, so that their sample comes out byte for byte. */
const HEADER = { typ: 'JWT', alg: 'HS256' };

/** Signs a payload, JSON text, with HS256, wherever there is WebCrypto. The secret is read before this returns. */
export function signWithJose(payload: string, secret: Secret): Promise<string> {
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader(HEADER)
    .sign(secretBytes(secret));
}
