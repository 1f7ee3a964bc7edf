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
  StreamMessage,
  User,
} from '../protocol';
import { FIRST_COMPUTED_ID } from '../rules/known-ids';
import type { Session, SessionChange } from '../stores/session-store';
import type { KeptLedger } from '../stores/ledger-store';
import type { Database } from './open-database';
import { closeDatabase } from './open-database';

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

/** Whatever there is to keep: what watchers hear, and sessions. */
export type Change = Exclude<StreamMessage, { type: 'hello' | 'cleared' }> | SessionChange;

/** State on the disk. Each write is there, whatever becomes of the process, when the method returns. */
export interface Disk {
  read(): Kept;
  keep(change: Change): void;
  /** Entries up to and with this seq have been dropped, so many in all. */
  dropEntries(upTo: number, dropped: number): void;
  /** Everything goes; the next ledger counts on from here. */
  clear(lastSeq: number): void;
  close(): void;
}

type Kind =
  | 'browser'
  | 'contact'
  | 'conversation'
  | 'app'
  | 'grant'
  | 'user'
  | 'account'
  | 'attachment'
  | 'session'
  | 'settings'
  | 'faults'
  | 'playbooks'
  | 'erased_contact'
  | 'erased_conversation'
  | 'number';

const isComputed = (id: number): boolean => id >= FIRST_COMPUTED_ID;

export function createDisk(database: Database): Disk {
  const insertEntry = database.prepare('INSERT INTO ledger (seq, entry) VALUES (?, ?)');
  const deleteEntries = database.prepare('DELETE FROM ledger WHERE seq <= ?');
  const upsert = database.prepare(
    'INSERT INTO records (kind, id, record) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET record = excluded.record',
  );
  const remove = database.prepare('DELETE FROM records WHERE kind = ? AND id = ?');
  const put = (kind: Kind, id: string | number, record: unknown): void =>
    void upsert.run(kind, String(id), JSON.stringify(record));
  const all = <T>(kind: Kind): T[] =>
    database
      .prepare('SELECT record FROM records WHERE kind = ?')
      .all(kind)
      .map((row) => JSON.parse((row as { record: string }).record) as T);
  const number = (name: string): number =>
    Number(all<[string, number]>('number').find(([id]) => id === name)?.[1] ?? 0);
  const clear = database.transaction((lastSeq: number) => {
    database.exec('DELETE FROM ledger; DELETE FROM records;');
    put('number', 'lastSeq', ['lastSeq', lastSeq]);
  });

  return {
    read() {
      const entries = database
        .prepare('SELECT entry FROM ledger ORDER BY seq')
        .all()
        .map((row) => JSON.parse((row as { entry: string }).entry) as LedgerEntry);
      return {
        ledger: { entries, lastSeq: entries.at(-1)?.seq ?? number('lastSeq'), dropped: number('dropped') },
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
    },
    keep(change) {
      switch (change.type) {
        case 'entry':
          return void insertEntry.run(change.entry.seq, JSON.stringify(change.entry));
        case 'browser':
          return put('browser', change.browser.aid, change.browser);
        case 'contact':
          return put('contact', change.contact.id, change.contact);
        case 'conversation':
          return put('conversation', change.conversation.id, change.conversation);
        case 'app':
          return put('app', change.app.id, change.app);
        case 'app_removed':
          return void remove.run('app', change.id);
        case 'grant':
          return put('grant', change.grant.id, change.grant);
        case 'grant_ended':
          return void remove.run('grant', change.id);
        case 'user':
          return put('user', change.user.id, change.user);
        case 'account':
          return put('account', change.account.accountId, change.account);
        case 'attachment':
          return put('attachment', change.attachment.id, change.attachment);
        case 'erased':
          // A computed row would be computed again.
          for (const id of change.contactIds.filter(isComputed)) put('erased_contact', id, id);
          for (const id of change.conversationIds.filter(isComputed)) put('erased_conversation', id, id);
          for (const id of change.contactIds) remove.run('contact', String(id));
          for (const id of change.conversationIds) remove.run('conversation', String(id));
          for (const id of change.userIds) remove.run('user', String(id));
          return;
        case 'forgotten':
          remove.run('browser', change.aid);
          for (const id of change.contactIds) remove.run('contact', String(id));
          return;
        case 'settings':
          return put('settings', '', change.settings);
        case 'faults':
          return put('faults', '', change.faults);
        case 'playbooks':
          return put('playbooks', '', change.playbooks);
        case 'held':
          return put('session', change.session.token, change.session);
        case 'ended':
          return void remove.run('session', change.token);
      }
    },
    dropEntries(upTo, dropped) {
      deleteEntries.run(upTo);
      put('number', 'dropped', ['dropped', dropped]);
    },
    clear,
    close: () => closeDatabase(database),
  };
}
