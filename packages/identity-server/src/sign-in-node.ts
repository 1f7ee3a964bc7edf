import { base64url } from 'jose';
import type { Secret } from './secret';

/** Signs a payload, JSON text, with HS256. Nothing of the secret is kept. */
export type SignInPlace = (payload: string, secret: Secret) => string;

/** The part of `node:crypto` that is used. */
interface NodeCrypto {
  createHmac(
    digest: 'sha256',
    key: Secret,
  ): { update(text: string): { digest(encoding: 'base64url'): string } };
}

interface NodeProcess {
  getBuiltinModule?(name: 'crypto'): NodeCrypto | undefined;
}

/** `{"typ":"JWT","alg":"HS256"}`, in the order in which Drift's documents write it. */
const ENCODED_HEADER = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9';

/** The sample of Drift's documents (devdocs: Signed identities). */
const SAMPLE = {
  payload: '{"sub":"12345"}',
  secret: 'your-256-bit-secret',
  token: `${ENCODED_HEADER}.eyJzdWIiOiIxMjM0NSJ9.22H1g2b8yxmkcEY1Fhku4AhNl-M40P5Sl_B2ktSUdv8`,
};

let found: { readonly sign: SignInPlace | undefined } | undefined;

/**
 * Node's own HMAC, synchronous; undefined when the runtime has none. WebCrypto would send each signature to a thread of
 * libuv, where it waits behind password hashing and name lookups.
 */
export const signInNode = (): SignInPlace | undefined => (found ??= { sign: findSigner() }).sign;

/** Asked for at run time: an `import` of `node:crypto` would break Workers, edge runtimes and their bundlers. */
function findSigner(): SignInPlace | undefined {
  try {
    const { process } = globalThis as { process?: NodeProcess };
    const crypto = process?.getBuiltinModule?.('crypto');
    if (!crypto) return undefined;
    const sign: SignInPlace = (payload, secret) => {
      const input = `${ENCODED_HEADER}.${encoded(payload)}`;
      return `${input}.${crypto.createHmac('sha256', secret).update(input).digest('base64url')}`;
    };
    return sign(SAMPLE.payload, SAMPLE.secret) === SAMPLE.token ? sign : undefined;
  } catch {
    // A runtime that only imitates Node.
    return undefined;
  }
}

/** The payload in base64url. ASCII, as nearly all are, needs no detour by bytes. */
const encoded = (payload: string): string =>
  /^[\0-\x7f]*$/.test(payload)
    ? btoa(payload).replace(/[+/=]/g, (character) => URL_SAFE[character] ?? '')
    : base64url.encode(payload);

const URL_SAFE: Readonly<Record<string, string>> = { '+': '-', '/': '_' };
