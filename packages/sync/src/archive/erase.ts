import { openArchive } from './archive';
import type { Archive } from './archive';
import { removeAttachment } from './attachment-file';
import { readManifest, writeFiles } from './manifest';
import type { Manifest } from './manifest';

/** How many rows of each table an erasure removed. */
export type Erased = Record<
  'contacts' | 'conversations' | 'messages' | 'transcripts' | 'attachments' | 'meetings',
  number
>;

/** The conversations of a contact, and the messages that the contact wrote elsewhere. */
const CONVERSATIONS = 'SELECT id FROM conversations WHERE contact_id = :contact';
const MESSAGES = `SELECT id FROM messages WHERE conversation_id IN (${CONVERSATIONS}) OR (author_type = 'contact' AND author_id = :contact)`;
const ATTACHMENTS = `SELECT id FROM attachments WHERE conversation_id IN (${CONVERSATIONS}) OR message_id IN (${MESSAGES})`;

/**
 * Removes a contact from a finished archive: its row, its conversations with all their messages, transcripts and files, what
 * it wrote elsewhere, and its meetings. A later export does not bring it back. Run it again when it was cut off: it goes on.
 */
export function eraseContact(
  directory: string,
  contactId: string,
  now: number = Date.now(),
): { erased: Erased; manifest: Manifest } {
  const { csv } = readManifest(directory);
  const archive = openArchive(directory);
  try {
    const erased = erase(archive, contactId);
    return { erased, manifest: writeFiles(archive, { csv: csv !== undefined, now }) };
  } finally {
    archive.close();
  }
}

function erase(archive: Archive, contactId: string): Erased {
  const { database } = archive;
  // The files first: once their rows are gone, nobody knows whose they were.
  const files = database.prepare(ATTACHMENTS).pluck().all({ contact: contactId }) as string[];
  for (const id of files) removeAttachment(archive.attachments, id);
  let erased: Erased | undefined;
  archive.together(() => {
    archive.tombstones.add(contactId);
    erased = removeRows(archive, contactId);
  });
  // Pages that are no longer used would keep what was on them.
  database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
  return erased as Erased;
}

function removeRows({ database }: Archive, contact: string): Erased {
  const remove = (sql: string): number => database.prepare(sql).run({ contact }).changes;
  const work = (kinds: string, ids: string): number =>
    remove(`DELETE FROM work WHERE kind IN (${kinds}) AND id IN (${ids})`);
  work("'attachment'", ATTACHMENTS);
  work("'messages', 'conversation', 'transcript'", CONVERSATIONS);
  work("'contact'", 'SELECT :contact');
  return {
    attachments: remove(`DELETE FROM attachments WHERE id IN (${ATTACHMENTS})`),
    transcripts: remove(`DELETE FROM transcripts WHERE id IN (${CONVERSATIONS})`),
    messages: remove(`DELETE FROM messages WHERE id IN (${MESSAGES})`),
    meetings: remove('DELETE FROM meetings WHERE contact_id = :contact'),
    conversations: remove('DELETE FROM conversations WHERE contact_id = :contact'),
    contacts: remove('DELETE FROM contacts WHERE id = :contact'),
  };
}
