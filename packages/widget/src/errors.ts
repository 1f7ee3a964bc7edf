import { describe, development } from './messages';
import type { DriftErrorCode } from './messages';

export type { DriftErrorCode } from './messages';

/** The one error of this package: what went wrong as a `code` to switch on, the cause, and what it cost. */
export class DriftError extends Error {
  override readonly name = 'DriftError';
  readonly code: DriftErrorCode;
  /** The names of the calls that were not delivered because of it, in call order. */
  calls: readonly string[];

  /** Also true of an error that another copy of this package made: a page may hold several bundles. */
  static override [Symbol.hasInstance](value: unknown): value is DriftError {
    if (super[Symbol.hasInstance](value)) return true;
    return this === DriftError && value instanceof Error && value.name === 'DriftError' && 'code' in value;
  }

  constructor(
    code: DriftErrorCode,
    values: readonly unknown[] = [],
    options: { cause?: unknown; calls?: readonly string[] } = {},
  ) {
    super(describe(code, values), options);
    this.code = code;
    this.calls = options.calls ?? [];
  }
}

/** What was thrown, where it says by itself what it is; else an error that has it for its cause. */
export const errorOf = (cause: unknown, code: DriftErrorCode, ...values: unknown[]): DriftError =>
  cause instanceof DriftError ? cause : new DriftError(code, values, { cause });

export type Report = (error: DriftError) => void;

/**
 * One way out for everything that goes wrong on a live page: `onError`, and in development the console.
 * Never throws: an `onError` that throws is itself reported to the console.
 */
export function createReport(onError: ((error: DriftError) => void) | undefined): Report {
  return (error) => {
    try {
      // oxlint-disable-next-line no-console -- the developer's console is where a misuse belongs
      if (development) console.error(error);
    } catch {
      // A test that forbids errors on the console must not stop the page.
    }
    try {
      onError?.(error);
    } catch (thrown) {
      // oxlint-disable-next-line no-console -- there is nobody left to tell
      console.error(thrown);
    }
  };
}
