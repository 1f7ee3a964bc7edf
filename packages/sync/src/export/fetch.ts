import { createHash } from 'node:crypto';
import { isItem, part, text } from '../archive/cells';
import type { Item } from '../archive/cells';
import type { Archive } from '../archive/archive';
import { hasAttachment, writeAttachment } from '../archive/attachment-file';
import { eraseRows } from '../archive/erase-rows';
import { interrupted } from '../archive/archive-error';
import type { WorkItem } from '../archive/work';
import type { Fetch } from './attempt';
import { pagesFrom } from './pages';

/** All messages of a conversation, page by page; a later run goes on at the page where this one stopped. */
export const fetchMessages: Fetch = async ({ client, archive, signal }, work) => {
  const list = client.conversations.messages(work.id, { signal });
  let isClosed = false;
  let isFirst = work.cursor === null;
  for await (const { items, cursor } of pagesFrom(list, work.cursor)) {
    if (signal.aborted) throw interrupted();
    isClosed = cursor === undefined;
    archive.together(() => {
      if (isFirst) archive.broken.reopen(work);
      isFirst = false;
      for (const item of items) keepMessage(archive, work, item);
      if (cursor === undefined) archive.work.close(work, 'done');
      else archive.work.keep(work, cursor);
    });
  }
  if (!isClosed) archive.together(() => archive.work.close(work, 'done'));
};

/** The conversation itself: the list leaves out its participants, playbook and tags. */
export const fetchConversation: Fetch = async ({ client, archive, signal }, work) => {
  const item = await client.conversations.get(work.id, { signal });
  const contactId = text(item['contactId']);
  archive.together(() => {
    archive.rows.put('conversations', { ...item, id: work.id });
    archive.work.close(work, 'done');
    if (contactId === null) return;
    // The list did not say whose it is.
    if (archive.isErased(contactId)) eraseRows(archive, contactId);
    else archive.work.ask('contact', contactId, work.version);
  });
};

export const fetchContact: Fetch = async ({ client, archive, signal }, work) => {
  const item = await client.contacts.get(work.id, { signal });
  archive.together(() => {
    if (!archive.isErased(work.id)) archive.rows.put('contacts', { ...item, id: work.id });
    archive.work.close(work, 'done');
  });
};

export const fetchTranscript: Fetch = async ({ client, archive, signal }, work) => {
  const transcript = await client.conversations.transcript(work.id, { signal });
  archive.together(() => {
    const isErased = archive.tombstones.has('transcript', work.id);
    if (!isErased) archive.rows.put('transcripts', { conversationId: work.id, transcript });
    archive.work.close(work, 'done');
  });
};

/** Asks for every file that is not there, those too that somebody has removed. */
export function askForFiles(archive: Archive): void {
  const rows = archive.database
    .prepare('SELECT id, bytes FROM attachments WHERE sha256 IS NOT NULL')
    .all() as { id: string; bytes: number }[];
  const lost = rows.filter(({ id, bytes }) => !hasAttachment(archive.attachments, id, bytes));
  archive.together(() => {
    for (const { id } of lost) {
      archive.rows.set('attachments', id, { bytes: null, sha256: null });
      archive.work.askAgain('attachment', id);
    }
    archive.work.askForAttachments();
  });
}

/** The file first, then the row that says it is there: a row without its file cannot be. */
export const fetchAttachment: Fetch = async ({ client, archive, signal }, work) => {
  const { bytes } = await client.attachments.get(work.id, { signal });
  writeAttachment(archive.attachments, work.id, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  archive.together(() => {
    archive.rows.set('attachments', work.id, { bytes: bytes.byteLength, sha256 });
    archive.work.close(work, 'done');
  });
};

function keepMessage(archive: Archive, work: WorkItem, given: unknown): void {
  const conversationId = work.id;
  const item = isItem(given) ? given : {};
  const author = part(item, 'author');
  const contactId = author['type'] === 'contact' ? text(author['id']) : null;
  // The transcript has what this person wrote.
  if (archive.isErased(contactId)) return archive.tombstones.add('transcript', conversationId);
  const id = text(item['id']);
  if (id === null) return archive.broken.keep(work, `message of conversation ${conversationId}`, given);
  archive.rows.put('messages', { ...item, conversationId });
  if (contactId !== null) archive.work.ask('contact', contactId, work.version);
  for (const attachment of attachmentsOf(item)) keepAttachment(archive, work, id, attachment);
}

/** Sources disagree about the name, and whether it is a list (drift-rest-api.md §5.3). */
function attachmentsOf(message: Item): unknown[] {
  return [message['attachments'], message['attachment']]
    .flat()
    .filter((value) => value !== undefined && value !== null);
}

function keepAttachment(archive: Archive, work: WorkItem, messageId: string, given: unknown): void {
  const item = isItem(given) ? { ...given, conversationId: work.id, messageId } : given;
  const isKept = isItem(item) && archive.rows.put('attachments', item);
  if (!isKept) archive.broken.keep(work, `attachment of message ${messageId}`, given);
}
