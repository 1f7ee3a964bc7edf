import type { LedgerEntry } from './ledger';
import type { Browser, Contact, Conversation } from './records';
import type { Playbook } from './playbooks';
import type { Faults, Settings } from './settings';

/** Everything a watcher needs to draw the sandbox; `GET /sandbox/state`. */
export interface SandboxState {
  url: string;
  embedId: string;
  settings: Settings;
  faults: Faults;
  browsers: Browser[];
  contacts: Contact[];
  conversations: Conversation[];
  playbooks: Playbook[];
  /** The seq of the newest ledger entry: ask for the ledger after it to go on without a gap. */
  lastSeq: number;
}

/** `/sandbox/stream`: first `hello`, then everything that changes, each record whole. */
export type StreamMessage =
  | { type: 'hello'; state: SandboxState }
  | { type: 'entry'; entry: LedgerEntry }
  | { type: 'browser'; browser: Browser }
  | { type: 'contact'; contact: Contact }
  | { type: 'conversation'; conversation: Conversation }
  | { type: 'playbooks'; playbooks: Playbook[] }
  | { type: 'settings'; settings: Settings }
  | { type: 'faults'; faults: Faults }
  /** A browser went to make room for others, and these contacts with it. */
  | { type: 'forgotten'; aid: string; contactIds: number[] }
  | { type: 'cleared' };

/** Every refusal over HTTP has this body. */
export interface ErrorBody {
  error: { code: string; message: string };
}
