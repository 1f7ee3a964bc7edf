import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';

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
  const descriptor = openSync(partial, 'w', 0o600);
  try {
    write(descriptor);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(partial, file);
}

export function writeAttachment(directory: string, id: string, bytes: Uint8Array): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeWhole(join(directory, attachmentFile(id)), (descriptor) => writeAll(descriptor, bytes));
}

export function removeAttachment(directory: string, id: string): void {
  rmSync(join(directory, attachmentFile(id)), { force: true });
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
