import { randomBytes } from 'node:crypto';

/** The secrets of this sandbox's apps, to be masked wherever something is shown or kept for reading. */
export interface SecretStore {
  add(...values: readonly (string | null | undefined)[]): void;
  /** The text with every secret that is in it cut down to its first four characters. */
  mask(text: string): string;
  /** The same value with the secrets masked in every string of it, names of fields too. */
  maskAll<T>(value: T): T;
}

/** Above this many, the oldest secrets that no longer work are dropped, such as refreshed tokens. */
const MOST = 500;
/** A shorter secret would mask ordinary words. */
const SHORTEST = 8;

/** @param living the secrets that still work: they are never dropped */
export function createSecretStore(living: () => ReadonlySet<string> = () => new Set()): SecretStore {
  const known = new Set<string>();
  const mask = (text: string): string => {
    if (text.length < SHORTEST) return text;
    let masked = text;
    for (const secret of known) {
      if (masked.includes(secret)) masked = masked.replaceAll(secret, () => maskOf(secret));
    }
    return masked;
  };
  const maskAll = (value: unknown): unknown => {
    if (typeof value === 'string') return mask(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(maskAll);
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [mask(name), maskAll(one)]));
  };
  return {
    add(...values) {
      for (const value of values) {
        if (typeof value === 'string' && value.length >= SHORTEST) known.add(value);
      }
      if (known.size <= MOST) return;
      const kept = living();
      for (const value of known) {
        if (known.size <= MOST) return;
        if (!kept.has(value)) known.delete(value);
      }
    },
    mask,
    // What comes out is of the shape that went in: strings stay strings.
    maskAll: (value) => maskAll(value) as typeof value,
  };
}

/** The part of a secret that may be shown: enough to tell two secrets apart. */
export function maskOf(secret: string): string {
  return `${secret.slice(0, 4)}…`;
}

/** A new random secret: 32 characters that need no escape in a URL, a header or JSON. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}
