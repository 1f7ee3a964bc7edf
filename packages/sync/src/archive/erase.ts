import { openArchive } from './archive';
import type { Archive } from './archive';
import { asArchiveError } from './archive-error';
import { removeAttachment } from './attachment-file';
import { attachmentsOf, eraseRows } from './erase-rows';
import type { Erased } from './erase-rows';
import { readManifest, writeFiles } from './manifest';
import type { Manifest } from './manifest';

export type { Erased } from './erase-rows';

const NOTHING: Erased = {
  contacts: 0,
  conversations: 0,
  messages: 0,
  transcripts: 0,
  attachments: 0,
  meetings: 0,
};

/**
 * Removes a contact from a finished archive: its row, its conversations with all their messages, transcripts and files, what
 * it wrote elsewhere, the transcripts of conversations in which it wrote, and its meetings. An e-mail stands for every contact that
 * has it. A later export does not bring them back. Run it again when it was cut off: it goes on.
 */
export function eraseContact(
  directory: string,
  contact: string,
  now: number = Date.now(),
): { erased: Erased; manifest: Manifest } {
  const { csv } = readManifest(directory);
  const archive = openArchive(directory, 'change');
  try {
    const erased = erase(archive, contact.includes('@') ? contactsWith(archive, contact) : [contact]);
    return { erased, manifest: writeFiles(archive, { csv: csv !== undefined, now }) };
  } catch (error) {
    throw asArchiveError(error, directory);
  } finally {
    archive.close();
  }
}

const contactsWith = ({ database }: Archive, email: string): string[] =>
  database
    .prepare('SELECT id FROM contacts WHERE email = ? COLLATE NOCASE')
    .pluck()
    .all(email.trim()) as string[];

function erase(archive: Archive, contacts: readonly string[]): Erased {
  const erased: Erased = { ...NOTHING };
  // The files first: once their rows are gone, nobody knows whose they were.
  for (const contact of contacts)
    for (const id of attachmentsOf(archive, contact)) removeAttachment(archive.attachments, id);
  archive.together(() => {
    for (const contact of contacts)
      for (const [table, count] of Object.entries(eraseRows(archive, contact)) as [keyof Erased, number][])
        erased[table] += count;
  });
  // Pages that are no longer used would keep what was on them.
  archive.database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
  return erased;
}
