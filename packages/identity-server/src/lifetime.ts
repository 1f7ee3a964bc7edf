/** How long a token lives. */
export interface LifetimeOptions {
  /** Seconds a token stays valid; default 300. Drift reads it when the chat starts, so minutes are plenty. */
  expiresIn?: number;
  /** The most `expiresIn` may be, in seconds; default 3600. Raise it only if you mean it. */
  maxExpiresIn?: number;
}

/** The seconds a token lives. Throws a `TypeError` for anything but whole seconds from 1 to the maximum. */
export function lifetime({ expiresIn = 300, maxExpiresIn = 3600 }: LifetimeOptions): number {
  assertSeconds(maxExpiresIn, 'maxExpiresIn');
  assertSeconds(expiresIn, 'expiresIn');
  if (expiresIn > maxExpiresIn) {
    throw new TypeError(
      `expiresIn is ${expiresIn} seconds, more than maxExpiresIn (${maxExpiresIn}). ` +
        'A token cannot be called back, so keep it short; or raise maxExpiresIn if you mean it.',
    );
  }
  return expiresIn;
}

function assertSeconds(value: unknown, name: string): void {
  if (!Number.isSafeInteger(value) || (value as number) < 1) {
    throw new TypeError(`${name} must be a whole number of seconds, at least 1, and not ${String(value)}.`);
  }
}
