import type {
  Account,
  App,
  Browser,
  Contact,
  Faults,
  Grant,
  LedgerEntry,
  Playbook,
  Settings,
  StoredAttachment,
  StoredConversation,
  User,
} from '../protocol';
import type { Session } from '../stores/session-store';
import type { KeptLedger } from '../stores/ledger-store';
import type { Database } from './open-database';
import { closeDatabase } from './open-database';
import type { Change, Kind, Write } from './writes';
import { writesFor } from './writes';

/** All that an earlier run left; a part that was never changed is not there. */
export interface Kept {
  ledger: KeptLedger;
  browsers: Browser[];
  contacts: Contact[];
  conversations: StoredConversation[];
  apps: App[];
  grants: Grant[];
  users: User[];
  accounts: Account[];
  attachments: StoredAttachment[];
  /** Ids of computed rows that were erased. */
  erasedContacts: number[];
  erasedConversations: number[];
  sessions: Session[];
  settings: Settings | undefined;
  faults: Faults | undefined;
  playbooks: Playbook[] | undefined;
}

/** State on the disk. When a method returns, its write survives a killed process. */
export interface Disk {
  read(): Kept;
  keep(change: Change): void;
  /** Entries up to and with this seq have been dropped, so many in all. */
  dropEntries(upTo: number, dropped: number): void;
  /** Everything goes; the next ledger counts on from here. */
  clear(lastSeq: number): void;
  close(): void;
}

export function createDisk(database: Database): Disk {
  const insertEntry = database.prepare('INSERT INTO ledger (seq, entry) VALUES (?, ?)');
  const deleteEntries = database.prepare('DELETE FROM ledger WHERE seq <= ?');
  const upsert = database.prepare(
    'INSERT INTO records (kind, id, record) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET record = excluded.record',
  );
  const remove = database.prepare('DELETE FROM records WHERE kind = ? AND id = ?');
  const put = (kind: Kind, id: string | number, record: unknown): void =>
    void upsert.run(kind, String(id), JSON.stringify(record));
  const write = (one: Write): void => {
    if (one.type === 'put') put(one.kind, one.id, one.record);
    else remove.run(one.kind, String(one.id));
  };
  const clear = database.transaction((lastSeq: number) => {
    database.exec('DELETE FROM ledger; DELETE FROM records;');
    put('number', 'lastSeq', ['lastSeq', lastSeq]);
  });

  return {
    read: () => readKept(database),
    keep(change) {
      if (change.type === 'entry') insertEntry.run(change.entry.seq, JSON.stringify(change.entry));
      else for (const one of writesFor(change)) write(one);
    },
    dropEntries(upTo, dropped) {
      deleteEntries.run(upTo);
      put('number', 'dropped', ['dropped', dropped]);
    },
    clear,
    close: () => closeDatabase(database),
  };
}

function readKept(database: Database): Kept {
  const all = <T>(kind: Kind): T[] =>
    database
      .prepare('SELECT record FROM records WHERE kind = ?')
      .all(kind)
      .map((row) => JSON.parse((row as { record: string }).record) as T);
  return {
    ledger: readLedger(database, new Map(all<[string, number]>('number'))),
    browsers: all<Browser>('browser').sort((one, other) => one.firstSeen - other.firstSeen),
    contacts: all<Contact>('contact').sort((one, other) => one.id - other.id),
    conversations: all<StoredConversation>('conversation').sort((one, other) => one.id - other.id),
    apps: all<App>('app').sort((one, other) => one.createdAt - other.createdAt),
    grants: all<Grant>('grant'),
    users: all<User>('user'),
    accounts: all<Account>('account').sort((one, other) => one.createDateTime - other.createDateTime),
    attachments: all<StoredAttachment>('attachment'),
    erasedContacts: all<number>('erased_contact'),
    erasedConversations: all<number>('erased_conversation'),
    sessions: all<Session>('session'),
    settings: all<Settings>('settings')[0],
    faults: all<Faults>('faults')[0],
    playbooks: all<Playbook[]>('playbooks')[0],
  };
}

function readLedger(database: Database, numbers: ReadonlyMap<string, number>): KeptLedger {
  const rows = database.prepare('SELECT entry FROM ledger ORDER BY seq').all() as { entry: string }[];
  const entries = rows.map(({ entry }) => JSON.parse(entry) as LedgerEntry);
  const lastSeq = entries.at(-1)?.seq ?? Number(numbers.get('lastSeq') ?? 0);
  return { entries, lastSeq, dropped: Number(numbers.get('dropped') ?? 0) };
}
