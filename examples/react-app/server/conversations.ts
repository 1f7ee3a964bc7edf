import type { Conversation, Meeting, SaidMessage } from '../shared/api-types';
import type { Database, Row } from './database';

/** More than anybody looks at; of what the browser tells, what is older goes, so that no browser can fill the server. */
const MOST_PER_PERSON = 100;
const MOST_MESSAGES = 200;

export interface Conversations {
  /**
   * The person's own, newest first. What was said comes from the CRM, by the external id of its contact and never by an
   * e-mail, which anybody can type. What the browser noted adds a meeting, and what the CRM does not have yet.
   */
  of(userId: string): Conversation[];
  /** Notes a conversation of the person, with a meeting where one was booked; noting it again keeps when it began. */
  note(userId: string, id: number, meeting?: Meeting): Conversation;
}

const SYNCED = `SELECT c.* FROM crm_conversations c JOIN crm_contacts p ON p.id = c.contact_id
  WHERE p.external_id = ? ORDER BY c.created_at DESC, c.id DESC LIMIT ${MOST_PER_PERSON}`;
const SAID = `SELECT * FROM (SELECT * FROM crm_messages WHERE conversation_id = ? ORDER BY created_at DESC, id DESC LIMIT ${MOST_MESSAGES})
  ORDER BY created_at, id`;
const NOTED = 'SELECT * FROM noted_conversations WHERE user_id = ? ORDER BY rowid DESC';

export function createConversations(database: Database, now: () => Date = () => new Date()): Conversations {
  const messagesOf = (id: string): SaidMessage[] => database.all(SAID, id).map(messageOf);
  return {
    of(userId) {
      const noted = database.all(NOTED, userId).map(notedOf);
      const synced = database.all(SYNCED, userId).map((row) => {
        const { meeting } = noted.find(({ id }) => id === row['id']) ?? {};
        return { ...syncedOf(row, messagesOf(String(row['id']))), ...(meeting && { meeting }) };
      });
      const news = noted.filter(({ id }) => !synced.some((each) => each.id === id));
      return [...news, ...synced].sort((one, other) => other.startedAt.localeCompare(one.startedAt));
    },
    note(userId, number, meeting) {
      const id = String(number);
      database.run(
        `INSERT INTO noted_conversations VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET meeting = coalesce(excluded.meeting, meeting)`,
        ...[userId, id, now().toISOString(), meeting ? JSON.stringify(meeting) : null],
      );
      database.run(
        `DELETE FROM noted_conversations WHERE user_id = ? AND id NOT IN
         (SELECT id FROM noted_conversations WHERE user_id = ? ORDER BY rowid DESC LIMIT ${MOST_PER_PERSON})`,
        ...[userId, userId],
      );
      const row = database.first(
        'SELECT * FROM noted_conversations WHERE user_id = ? AND id = ?',
        userId,
        id,
      );
      return notedOf(row as Row);
    },
  };
}

const notedOf = (row: Row): Conversation => ({
  id: String(row['id']),
  startedAt: String(row['started_at']),
  messages: [],
  ...(row['meeting'] !== null && { meeting: JSON.parse(String(row['meeting'])) as Meeting }),
});

const syncedOf = (row: Row, messages: SaidMessage[]): Conversation => ({
  id: String(row['id']),
  startedAt: new Date(Number(row['created_at'])).toISOString(),
  status: row['status'] === 'closed' ? 'closed' : 'open',
  messages,
});

const messageOf = (row: Row): SaidMessage => ({
  id: String(row['id']),
  from: row['author'] as SaidMessage['from'],
  name: String(row['name']),
  text: String(row['text']),
  at: new Date(Number(row['created_at'])).toISOString(),
});
