import { createAssociation } from './association';
import type { AssociationRules } from './association';
import { createContacts } from './contacts';
import type { ContactRules } from './contacts';
import { createConversations } from './conversations';
import type { ConversationRules } from './conversations';
import { createFaults } from './faults';
import type { FaultSwitches } from './faults';
import { createLedger } from './ledger';
import type { LedgerBook } from './ledger';
import { createListeners } from './listeners';
import type { Listeners } from './listeners';
import { createPlaybooks } from './playbooks';
import type { PlaybookBook } from './playbooks';
import type { SandboxState, StreamMessage, VisitorStreamMessage } from './protocol';
import { plantSeed, withSeedSettings } from './seed/plant-seed';
import { parseSeed } from './seed/seed';
import { createSessions } from './sessions';
import type { Session, Sessions } from './sessions';
import { createSettings, embedIdOf, ledgerLimitOf, secretOf } from './settings';
import type { SandboxOptions, SettingsBox } from './settings';

/** A message for the open pages of one contact, or with null for all pages. */
export interface VisitorMail {
  contactId: number | null;
  message: VisitorStreamMessage;
  /** The session that knows already, because it did this. */
  except?: Session | undefined;
}

/** All the state of one sandbox, in one place and in memory; no part of it is shared with another sandbox. */
export interface World {
  readonly embedId: string;
  readonly secret: string;
  readonly settings: SettingsBox;
  readonly faults: FaultSwitches;
  readonly ledger: LedgerBook;
  readonly contacts: ContactRules;
  readonly browsers: AssociationRules;
  readonly conversations: ConversationRules;
  readonly playbooks: PlaybookBook;
  readonly sessions: Sessions;
  readonly changes: Listeners<StreamMessage>;
  readonly mail: Listeners<VisitorMail>;
  readonly now: () => number;
  state(url: string): SandboxState;
  /** Forgets everybody and everything, undoes every change of settings and faults, and plants the seed again. */
  clear(): void;
  /** Puts in whatever the seed of the options says. */
  plant(): void;
}

export function createWorld(given: SandboxOptions = {}, now: () => number = Date.now): World {
  const options = withSeedSettings(given);
  const embedId = embedIdOf(options);
  const secret = secretOf(options);
  const changes = createListeners<StreamMessage>();
  const mail = createListeners<VisitorMail>();
  const settings = createSettings(options, (current) =>
    changes.tell({ type: 'settings', settings: current }),
  );
  const faults = createFaults((current) => changes.tell({ type: 'faults', faults: current }));
  const contacts = createContacts({ now, onChange: (contact) => changes.tell({ type: 'contact', contact }) });
  const browsers = createAssociation({
    contacts,
    now,
    onChange: (browser) => changes.tell({ type: 'browser', browser }),
  });
  const conversations = createConversations({
    now,
    onChange: (conversation) => changes.tell({ type: 'conversation', conversation }),
  });
  const playbooks = createPlaybooks(options.playbooks, (list) =>
    changes.tell({ type: 'playbooks', playbooks: list }),
  );
  const sessions = createSessions();
  const ledger = createLedger({ now, limit: ledgerLimitOf(options) });
  ledger.listen((entry) => changes.tell({ type: 'entry', entry }));

  const world: World = {
    embedId,
    secret,
    settings,
    faults,
    ledger,
    contacts,
    browsers,
    conversations,
    playbooks,
    sessions,
    changes,
    mail,
    now,
    state: (url) => ({
      url,
      embedId,
      settings: settings.current,
      faults: faults.current,
      browsers: browsers.list(),
      contacts: contacts.list(),
      conversations: conversations.list(),
      playbooks: playbooks.list(),
      lastSeq: ledger.lastSeq,
    }),
    clear() {
      for (const store of [contacts, browsers, conversations, sessions, ledger]) store.clear();
      settings.restore();
      faults.clear();
      playbooks.restore();
      changes.tell({ type: 'cleared' });
      world.plant();
    },
    plant() {
      if (options.seed !== undefined) plantSeed(world, parseSeed(options.seed));
    },
  };
  return world;
}
