import type { LedgerEntry } from './ledger';
import type { Account, StoredAttachment } from './accounts';
import type { App } from './apps';
import type { Grant } from './grants';
import type { Browser, Contact, StoredConversation, User } from './records';
import type { Playbook } from './playbooks';
import type { Faults, Settings } from './settings';

/** Everything a watcher needs to draw the sandbox; `GET /sandbox/state`. */
export interface SandboxState {
  url: string;
  /** Where the REST half answers. */
  apiUrl: string;
  embedId: string;
  settings: Settings;
  faults: Faults;
  browsers: Browser[];
  contacts: Contact[];
  conversations: StoredConversation[];
  playbooks: Playbook[];
  apps: App[];
  /** What admins consented to, over OAuth. */
  grants: Grant[];
  users: User[];
  /** The seq of the newest ledger entry: ask for the ledger after it to go on without a gap. */
  lastSeq: number;
}

/** `/sandbox/stream`: first `hello`, then everything that changes, each record whole. */
export type StreamMessage =
  | { type: 'hello'; state: SandboxState }
  | { type: 'entry'; entry: LedgerEntry }
  | { type: 'browser'; browser: Browser }
  | { type: 'contact'; contact: Contact }
  | { type: 'conversation'; conversation: StoredConversation }
  | { type: 'playbooks'; playbooks: Playbook[] }
  | { type: 'app'; app: App }
  | { type: 'app_removed'; id: string }
  | { type: 'grant'; grant: Grant }
  | { type: 'grant_ended'; id: string; appId: string }
  | { type: 'user'; user: User }
  | { type: 'account'; account: Account }
  /** Kept, and told to no watcher: it may be large. */
  | { type: 'attachment'; attachment: StoredAttachment }
  /** Erased over REST, and gone for good. */
  | { type: 'erased'; contactIds: number[]; conversationIds: number[]; userIds: number[] }
  | { type: 'settings'; settings: Settings }
  | { type: 'faults'; faults: Faults }
  /** A browser went to make room for others, and these contacts with it. */
  | { type: 'forgotten'; aid: string; contactIds: number[] }
  | { type: 'cleared' };

/** Every refusal over HTTP has this body. */
export interface ErrorBody {
  error: { code: string; message: string };
}
