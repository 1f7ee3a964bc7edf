import { randomBytes } from 'node:crypto';

/** A secret that nobody guesses: 32 letters that need no escape anywhere. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}
