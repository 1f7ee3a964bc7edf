import { openArchive } from './archive';
import type { Archive } from './archive';
import { asArchiveError } from './archive-error';
import { removeAttachment } from './attachment-file';
import { attachmentsOf, eraseRows } from './erase-rows';
import type { Erased } from './erase-rows';
import { readManifest, writeFiles } from './manifest';
import type { Manifest } from './manifest';

export type { Erased } from './erase-rows';

/**
 * Removes a contact from a finished archive: its row, its conversations with all their messages, transcripts and files, what
 * it wrote elsewhere, the transcripts of conversations in which it wrote, and its meetings. A later export does not bring it back. Run it again when it was cut off: it goes on.
 */
export function eraseContact(
  directory: string,
  contactId: string,
  now: number = Date.now(),
): { erased: Erased; manifest: Manifest } {
  const { csv } = readManifest(directory);
  const archive = openArchive(directory, 'change');
  try {
    const erased = erase(archive, contactId);
    return { erased, manifest: writeFiles(archive, { csv: csv !== undefined, now }) };
  } catch (error) {
    throw asArchiveError(error, directory);
  } finally {
    archive.close();
  }
}

function erase(archive: Archive, contactId: string): Erased {
  // The files first: once their rows are gone, nobody knows whose they were.
  for (const id of attachmentsOf(archive, contactId)) removeAttachment(archive.attachments, id);
  let erased: Erased | undefined;
  archive.together(() => {
    erased = eraseRows(archive, contactId);
  });
  // Pages that are no longer used would keep what was on them.
  archive.database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
  return erased as Erased;
}
