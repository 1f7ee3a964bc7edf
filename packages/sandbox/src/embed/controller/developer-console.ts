/* oxlint-disable no-console -- Drift tells developers in the console what it did not do; so does this. */

const PREFIX = 'Drift API -';

export const developerConsole = {
  info: (message: string): void => console.info(message),
  warn: (message: string): void => console.warn(message),
  /** A call that was dropped. */
  dropped: (...what: readonly unknown[]): void => console.error(PREFIX, ...what),
  /** A failure that Drift swallows. */
  swallowed: (...what: readonly unknown[]): void => console.warn(PREFIX, ...what),
  bootFailed: (): void => console.error('Received null access token from widget auth'),
};
