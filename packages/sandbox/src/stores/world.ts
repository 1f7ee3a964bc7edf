import type { AccountStore } from './account-store';
import type { AppStore } from './app-store';
import type { BrowserStore } from './browser-store';
import type { AttachmentStore } from './attachment-store';
import type { Clock } from '../time/clock';
import type { ContactStore } from './contact-store';
import type { ConversationStore } from './conversation-store';
import type { FaultSwitches } from './fault-store';
import type { LedgerStore } from './ledger-store';
import type { Listeners } from './listeners';
import type { GrantStore } from './grant-store';
import type { PlaybookStore } from './playbook-store';
import type { SandboxState, StreamMessage, VisitorStreamMessage } from '../protocol';
import type { SecretStore } from './secret-store';
import type { Session, SessionStore } from './session-store';
import type { SettingsStore } from './settings-store';
import type { Timetable } from '../time/timetable';
import type { UserStore } from './user-store';
import type { WorldWebhooks } from '../webhooks/webhooks';

/** A message for the open pages of one contact, or with null for all pages. */
export interface VisitorMail {
  contactId: number | null;
  message: VisitorStreamMessage;
  /** The session that caused this, and needs no message. */
  except?: Session | undefined;
}

/** All the state of one sandbox, in memory. Two sandboxes share nothing. */
export interface World {
  readonly embedId: string;
  readonly secret: string;
  readonly settings: SettingsStore;
  readonly faults: FaultSwitches;
  readonly ledger: LedgerStore;
  readonly contacts: ContactStore;
  readonly browsers: BrowserStore;
  readonly conversations: ConversationStore;
  readonly playbooks: PlaybookStore;
  readonly apps: AppStore;
  readonly grants: GrantStore;
  readonly webhooks: WorldWebhooks;
  readonly secrets: SecretStore;
  readonly users: UserStore;
  readonly accounts: AccountStore;
  readonly attachments: AttachmentStore;
  readonly sessions: SessionStore;
  readonly changes: Listeners<StreamMessage>;
  readonly mail: Listeners<VisitorMail>;
  readonly clock: Clock;
  readonly timetable: Timetable;
  readonly now: () => number;
  /** The address of the REST half; empty before it listens. */
  apiUrl: string;
  state(url: string): SandboxState;
  /** Forgets everybody and everything, undoes every change of settings and faults, and plants the seed again. */
  clear(): void;
  /** Adds the first app and the team, where they are missing. */
  assemble(): void;
  /** Adds what the seed in the options says. */
  plant(): void;
}
