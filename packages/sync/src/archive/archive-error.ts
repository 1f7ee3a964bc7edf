/** Why an archive cannot be used or an export cannot go on. */
export type ArchiveErrorCode =
  | 'busy'
  | 'damaged'
  | 'foreign'
  | 'newer'
  | 'unusable'
  | 'no_space'
  | 'not_finished'
  | 'unauthorized'
  | 'unreachable'
  | 'interrupted'
  | 'invalid';

/** Its message says what failed, with which value, and what to do; it never holds a token. */
export class ArchiveError extends Error {
  readonly code: ArchiveErrorCode;

  constructor(code: ArchiveErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ArchiveError';
    this.code = code;
  }
}

/** A full disk is told apart, since the cure is another one. Everything else stays what it is. */
export function asArchiveError(error: unknown, directory: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'SQLITE_FULL' && code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  const message = `No space is left for ${directory}. All that was fetched is kept: free some space, and run the same command again.`;
  return new ArchiveError('no_space', message, { cause: error });
}

export function interrupted(): ArchiveError {
  return new ArchiveError(
    'interrupted',
    'Stopped. All that was fetched is kept: run the same command again to go on.',
  );
}
