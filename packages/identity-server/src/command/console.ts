/** All a command touches of the world, so that tests can hand it another one. */
export interface Console {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of standard input, as text. */
  readStdin(): Promise<string>;
  /** Only the result, so that it can be piped. */
  out(text: string): void;
  /** Everything that is meant for a person. */
  err(text: string): void;
  /** Epoch milliseconds. */
  now(): number;
}

/** A mistake in how the command was called; the message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
