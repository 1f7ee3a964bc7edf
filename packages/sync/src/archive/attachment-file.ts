import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { makeFolder } from '../make-folder';

/**
 * An attachment's file is named by its id alone, since the name it was sent under is the sender's: `../`, a device, another
 * file's name. An id that is not one of letters, digits, `-` and `_` becomes its own hash.
 */
export function attachmentFile(id: string): string {
  if (/^[\w-]{1,100}$/.test(id)) return id;
  return `sha256-${createHash('sha256').update(id).digest('hex')}`;
}

/** Writes a whole file or none: the name appears when its bytes are on the disk. */
export function writeWhole(file: string, write: (descriptor: number) => void): void {
  const partial = `${file}.partial`;
  // What a killed run left, or a link that somebody put there: `wx` follows none.
  rmSync(partial, { force: true });
  const descriptor = openSync(partial, 'wx', 0o600);
  try {
    write(descriptor);
    fsyncSync(descriptor);
    renameSync(partial, file);
  } catch (error) {
    // On a full disk, half a file would take what is left.
    rmSync(partial, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

export function writeAttachment(directory: string, id: string, bytes: Uint8Array): void {
  makeFolder(directory, 0o700);
  writeWhole(join(directory, attachmentFile(id)), (descriptor) => writeAll(descriptor, bytes));
}

export function removeAttachment(directory: string, id: string): void {
  rmSync(join(directory, attachmentFile(id)), { force: true });
}

/** False also where it was cut off. */
export function hasAttachment(directory: string, id: string, bytes: number): boolean {
  return statSync(join(directory, attachmentFile(id)), { throwIfNoEntry: false })?.size === bytes;
}

/** The names of all files there. */
export function attachmentFiles(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** `write` may take less than it is given. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.byteLength;) at += writeSync(descriptor, bytes, at);
}
