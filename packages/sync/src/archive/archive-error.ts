/** Why an archive cannot be used or an export cannot go on. */
export type ArchiveErrorCode =
  /** Another process uses this archive. Wait until it ends. */
  | 'busy'
  /** `drift.sqlite` or the manifest is missing or cannot be read. Move the archive away, and export again. */
  | 'damaged'
  /** The folder holds other files, or a database that is not an archive of driftkit. Choose another folder. */
  | 'foreign'
  /** A newer version of driftkit wrote this archive. Update @driftkit/sync. */
  | 'newer'
  /** The folder cannot be created, read or written. The message says why. Choose another folder. */
  | 'unusable'
  /** The disk is full. All that was fetched is kept: free some space and run the same command again. */
  | 'no_space'
  /** The export into this archive has not ended yet. Run the export again first. */
  | 'not_finished'
  /** Drift refuses the token. Give a valid one and run the same command again: it goes on where it was. */
  | 'unauthorized'
  /** Drift did not answer for ten minutes. All that was fetched is kept: run the same command again later. */
  | 'unreachable'
  /** The export was stopped. All that was fetched is kept: run the same command again to go on. */
  | 'interrupted'
  /** An argument, or a row of the CSV dump, cannot be used. The message names it. */
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
