import type { Archive } from './archive';
import type { Cell } from './cells';

/** How many rows of each table an erasure removed. */
export type Erased = Record<
  'contacts' | 'conversations' | 'messages' | 'transcripts' | 'attachments' | 'meetings',
  number
>;

/** The conversations of a contact, and the messages that the contact wrote elsewhere. */
const CONVERSATIONS = 'SELECT id FROM conversations WHERE contact_id = :contact';
const ELSEWHERE = "author_type = 'contact' AND author_id = :contact";
const MESSAGES = `SELECT id FROM messages WHERE conversation_id IN (${CONVERSATIONS}) OR (${ELSEWHERE})`;
/** A transcript is one text: where the contact wrote in it, all of it goes. */
const TRANSCRIPTS = `${CONVERSATIONS} UNION SELECT conversation_id FROM messages WHERE ${ELSEWHERE}`;
const ATTACHMENTS = `SELECT id FROM attachments WHERE conversation_id IN (${CONVERSATIONS}) OR message_id IN (${MESSAGES})`;
/** What came without an id has no columns, so that its JSON is read. */
const BROKEN = `(work_kind = 'messages' AND work_id IN (${CONVERSATIONS}))
  OR kind IN (SELECT 'attachment of message ' || id FROM (${MESSAGES}))
  OR (raw ->> '$.author.type' = 'contact' AND raw ->> '$.author.id' = :contact)
  OR raw ->> '$.contactId' = :contact OR raw ->> '$.schedulerId' = :contact`;

/** The ids of the attachments that belong to a contact. */
export const attachmentsOf = ({ database }: Archive, contact: string): string[] =>
  database.prepare(ATTACHMENTS).pluck().all({ contact }) as string[];

/** Removes every row of a contact, and leaves the marks that keep them from coming back. Call it inside a transaction. */
export function eraseRows(archive: Archive, contact: string): Erased {
  leaveMarks(archive, contact);
  const remove = (sql: string): number => archive.database.prepare(sql).run({ contact }).changes;
  const work = (kinds: string, ids: string): number =>
    remove(`DELETE FROM work WHERE kind IN (${kinds}) AND id IN (${ids})`);
  work("'attachment'", ATTACHMENTS);
  work("'transcript'", TRANSCRIPTS);
  work("'messages', 'conversation'", CONVERSATIONS);
  work("'contact'", 'SELECT :contact');
  remove(`DELETE FROM broken WHERE ${BROKEN}`);
  return {
    attachments: remove(`DELETE FROM attachments WHERE id IN (${ATTACHMENTS})`),
    transcripts: remove(`DELETE FROM transcripts WHERE id IN (${TRANSCRIPTS})`),
    messages: remove(`DELETE FROM messages WHERE id IN (${MESSAGES})`),
    meetings: remove(
      `DELETE FROM meetings WHERE contact_id = :contact OR conversation_id IN (${CONVERSATIONS})`,
    ),
    conversations: remove('DELETE FROM conversations WHERE contact_id = :contact'),
    contacts: remove('DELETE FROM contacts WHERE id = :contact'),
  };
}

function leaveMarks({ database, tombstones }: Archive, contact: string): void {
  const ids = (sql: string): string[] => database.prepare(sql).pluck().all({ contact }) as string[];
  tombstones.add('contact', contact);
  for (const id of ids(CONVERSATIONS)) tombstones.add('conversation', id);
  for (const id of ids(TRANSCRIPTS)) tombstones.add('transcript', id);
  const [row] = database
    .prepare('SELECT email, external_id FROM contacts WHERE id = ?')
    .all(contact) as Record<string, Cell>[];
  for (const column of ['email', 'external_id'] as const) {
    const value = row?.[column];
    if (typeof value === 'string' && value !== '')
      eraseFromDumps(database, tombstones, column, value, contact);
  }
}

/** Rows of a CSV dump have no contact id: they are known by e-mail or external id, unless somebody else has the same. */
function eraseFromDumps(
  database: Archive['database'],
  tombstones: Archive['tombstones'],
  column: 'email' | 'external_id',
  value: string,
  contact: string,
): void {
  const same = `${column} = ? COLLATE NOCASE`;
  const others = database
    .prepare(`SELECT 1 FROM contacts WHERE ${same} AND id <> ? AND id NOT LIKE 'csv-%' LIMIT 1`)
    .all(value, contact);
  if (others.length > 0) return;
  tombstones.add(column, value);
  database.prepare(`DELETE FROM contacts WHERE ${same} AND id LIKE 'csv-%' AND id <> ?`).run(value, contact);
}
