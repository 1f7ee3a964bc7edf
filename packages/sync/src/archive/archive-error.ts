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
  /** The disk is full. All fetched data is kept. Free some space and run the same command again. */
  | 'no_space'
  /** The export into this archive has not ended yet. Run the export again first. */
  | 'not_finished'
  /** Drift refuses the token. Give a valid one and run the same command again: it goes on where it was. */
  | 'unauthorized'
  /** Drift did not answer for ten minutes. All fetched data is kept. Run the same command again later. */
  | 'unreachable'
  /** The export was stopped. All fetched data is kept. To continue, run the same command again. */
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

const NO_SPACE = new Set(['SQLITE_FULL', 'ENOSPC', 'EDQUOT']);
const DAMAGED = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_ERROR', 'SQLITE_SCHEMA']);

/** Turns an error of the disk or of SQLite into an ArchiveError that says what to do. Returns any other error unchanged. */
export function asArchiveError(error: unknown, directory: string): unknown {
  if (!(error instanceof Error) || error instanceof ArchiveError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') return error;
  if (NO_SPACE.has(code)) {
    const sentence = `No space is left for ${directory}. All fetched data is kept. Free some space, and run the same command again.`;
    return new ArchiveError('no_space', sentence, { cause: error });
  }
  if (DAMAGED.has(code) || code.startsWith('SQLITE_CORRUPT')) {
    const sentence = `drift.sqlite in ${directory} is damaged (${message}). Put back a copy of it, or export into another folder.`;
    return new ArchiveError('damaged', sentence, { cause: error });
  }
  if (!code.startsWith('SQLITE_') && !isOfFiles(error)) return error;
  const sentence = `${directory} cannot be read or written (${code}). All fetched data is kept. Check the disk and the permissions of the folder, then run the same command again.`;
  return new ArchiveError('unusable', sentence, { cause: error });
}

/** An error of the file system, and not one of the network. */
const isOfFiles = ({ errno, path, syscall }: NodeJS.ErrnoException): boolean =>
  errno !== undefined && (path !== undefined || syscall === 'write' || syscall === 'fsync');

export function interrupted(): ArchiveError {
  return new ArchiveError(
    'interrupted',
    'Stopped. All fetched data is kept. To continue, run the same command again.',
  );
}
