import { flag, integer, json, part, text } from './cells';
import type { Cell, Item } from './cells';

type ColumnType = 'TEXT' | 'INTEGER';

/** One kind of Drift's objects: its columns, and how they are read off an object. Every table also has `id` and `raw`. */
export interface Table {
  columns: Readonly<Record<string, ColumnType>>;
  /** The key of an object; null where it has none and cannot be kept as a row. */
  id(item: Item): string | null;
  cells(item: Item): Readonly<Record<string, Cell>>;
}

const byId = (item: Item): string | null => text(item['id']);

export type TableName =
  | 'conversations'
  | 'messages'
  | 'contacts'
  | 'transcripts'
  | 'attachments'
  | 'users'
  | 'accounts'
  | 'teams'
  | 'playbooks'
  | 'landing_pages'
  | 'meetings';

const TABLES: Readonly<Record<TableName, Table>> = {
  conversations: {
    columns: {
      contact_id: 'TEXT',
      inbox_id: 'TEXT',
      status: 'TEXT',
      created_at: 'INTEGER',
      updated_at: 'INTEGER',
      related_playbook_id: 'TEXT',
      participants: 'TEXT',
      tags: 'TEXT',
    },
    id: byId,
    cells: (item) => ({
      contact_id: text(item['contactId']),
      inbox_id: text(item['inboxId']),
      status: text(item['status']),
      created_at: integer(item['createdAt']),
      updated_at: integer(item['updatedAt']),
      related_playbook_id: text(item['relatedPlaybookId']),
      participants: json(item['participants']),
      tags: json(item['conversationTags']),
    }),
  },
  messages: {
    columns: {
      conversation_id: 'TEXT',
      author_type: 'TEXT',
      author_id: 'TEXT',
      author_is_bot: 'INTEGER',
      type: 'TEXT',
      created_at: 'INTEGER',
      body: 'TEXT',
    },
    id: byId,
    cells: (item) => {
      const author = part(item, 'author');
      return {
        conversation_id: text(item['conversationId']),
        author_type: text(author['type']),
        author_id: text(author['id']),
        author_is_bot: flag(author['bot']),
        type: text(item['type']),
        created_at: integer(item['createdAt']),
        body: text(item['body']),
      };
    },
  },
  contacts: {
    columns: {
      external_id: 'TEXT',
      email: 'TEXT',
      name: 'TEXT',
      phone: 'TEXT',
      created_at: 'INTEGER',
      /** The row of Drift's own CSV dump, as JSON. */
      csv: 'TEXT',
    },
    id: byId,
    cells: (item) => {
      const attributes = part(item, 'attributes');
      return {
        external_id: text(attributes['externalId'] ?? attributes['external_id']),
        email: text(attributes['email']),
        name: text(attributes['name']),
        phone: text(attributes['phone']),
        created_at: integer(item['createdAt']),
      };
    },
  },
  transcripts: {
    columns: { body: 'TEXT' },
    id: (item) => text(item['conversationId']),
    cells: (item) => ({ body: text(item['transcript']) }),
  },
  attachments: {
    columns: {
      conversation_id: 'TEXT',
      message_id: 'TEXT',
      file_name: 'TEXT',
      mime_type: 'TEXT',
      /** Null until the file is there. */
      bytes: 'INTEGER',
      sha256: 'TEXT',
    },
    id: byId,
    cells: (item) => ({
      conversation_id: text(item['conversationId']),
      message_id: text(item['messageId']),
      file_name: text(item['fileName']),
      mime_type: text(item['mimeType']),
    }),
  },
  users: {
    columns: { name: 'TEXT', email: 'TEXT', role: 'TEXT', availability: 'TEXT', is_bot: 'INTEGER' },
    id: byId,
    cells: (item) => ({
      name: text(item['name']),
      email: text(item['email']),
      role: text(item['role']),
      availability: text(item['availability']),
      is_bot: flag(item['bot']),
    }),
  },
  accounts: {
    columns: { name: 'TEXT', domain: 'TEXT', owner_id: 'TEXT', is_deleted: 'INTEGER' },
    id: (item) => text(item['accountId']),
    cells: (item) => ({
      name: text(item['name']),
      domain: text(item['domain']),
      owner_id: text(item['ownerId']),
      is_deleted: flag(item['deleted']),
    }),
  },
  teams: {
    columns: { name: 'TEXT', status: 'TEXT', owner_id: 'TEXT', members: 'TEXT' },
    id: byId,
    cells: (item) => ({
      name: text(item['name']),
      status: text(item['status']),
      owner_id: text(item['owner']),
      members: json(item['members']),
    }),
  },
  playbooks: {
    columns: { name: 'TEXT', report_type: 'TEXT', goals: 'TEXT' },
    id: byId,
    cells: (item) => ({
      name: text(item['name']),
      report_type: text(item['reportType']),
      goals: json(item['goals']),
    }),
  },
  landing_pages: {
    columns: { playbook_name: 'TEXT', url: 'TEXT' },
    id: (item) => text(item['playbookId']),
    cells: (item) => ({ playbook_name: text(item['playbookName']), url: text(item['landingPageUrl']) }),
  },
  meetings: {
    columns: {
      agent_id: 'TEXT',
      contact_id: 'TEXT',
      conversation_id: 'TEXT',
      status: 'TEXT',
      slot_start: 'INTEGER',
      slot_end: 'INTEGER',
    },
    // Drift gives a meeting no id of its own (drift-rest-api.md §5.5).
    id: (item) => text(item['eventId']) ?? text(item['slug']) ?? meetingKey(item),
    cells: (item) => ({
      agent_id: text(item['agentId']),
      contact_id: text(item['schedulerId']),
      conversation_id: text(item['conversationId']),
      status: text(item['status']),
      slot_start: integer(item['slotStart']),
      slot_end: integer(item['slotEnd']),
    }),
  },
};

/** The tables of an archive, in the order in which they are written to files. */
export const TABLE_NAMES: readonly TableName[] = Object.keys(TABLES) as TableName[];

export const tableOf = (name: TableName): Table => TABLES[name];

function meetingKey(item: Item): string | null {
  const agent = text(item['agentId']);
  const start = text(item['slotStart']);
  return agent !== null && start !== null ? `${agent}-${start}` : null;
}

/**
 * `CREATE TABLE` for each of them. Ids that are numbers sort as numbers by (length(id), id): with an index, so that the files of
 * a large archive are written without a sort that would need as much space again.
 */
export function createTables(): string {
  return TABLE_NAMES.map((name) => {
    const columns = Object.entries(tableOf(name).columns).map(([column, type]) => `, ${column} ${type}`);
    return `CREATE TABLE ${name} (id TEXT PRIMARY KEY${columns.join('')}, raw TEXT NOT NULL) STRICT;
    CREATE INDEX ${name}_in_order ON ${name} (length(id), id);`;
  }).join('\n');
}
