import { createAccounts } from './account-store';
import type { AccountBook } from './account-store';
import { createApps } from './app-store';
import type { AppBook } from './app-store';
import { createAssociation } from './browser-store';
import type { AssociationRules } from './browser-store';
import { createAttachments } from './attachment-store';
import type { AttachmentBook } from './attachment-store';
import { createClock } from '../time/clock';
import type { Clock } from '../time/clock';
import { createContacts } from './contact-store';
import type { ContactRules } from './contact-store';
import { createConversations } from './conversation-store';
import type { ConversationRules } from './conversation-store';
import { createFaults } from './fault-store';
import type { FaultSwitches } from './fault-store';
import { generate } from '../generated/generate';
import { createLedger } from './ledger-store';
import type { LedgerBook } from './ledger-store';
import { createListeners } from './listeners';
import type { Listeners } from './listeners';
import { createGrants } from './grant-store';
import type { GrantBook } from './grant-store';
import { createPlaybooks } from './playbook-store';
import type { PlaybookBook } from './playbook-store';
import type { App, SandboxState, StreamMessage, VisitorStreamMessage } from '../protocol';
import { createSecrets } from './secret-store';
import type { Secrets } from './secret-store';
import { plantSeed, withSeedSettings } from '../seed/plant-seed';
import { parseSeed } from '../seed/seed';
import { createSessions } from './session-store';
import type { Session, Sessions } from './session-store';
import {
  accessTokenOf,
  createSettings,
  embedIdOf,
  ledgerLimitOf,
  secretOf,
  subscriptionOf,
} from '../settings/options';
import type { SandboxOptions, SettingsBox } from '../settings/options';
import { createTimetable } from '../time/timetable';
import type { Timetable } from '../time/timetable';
import { createUsers } from './user-store';
import type { UserBook } from './user-store';
import { sourceOf } from '../webhooks/source';
import { createWebhooks } from '../webhooks/webhooks';
import type { WebhookBook } from '../webhooks/webhooks';

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
  readonly apps: AppBook;
  readonly grants: GrantBook;
  readonly webhooks: WebhookBook;
  readonly secrets: Secrets;
  readonly users: UserBook;
  readonly accounts: AccountBook;
  readonly attachments: AttachmentBook;
  readonly sessions: Sessions;
  readonly changes: Listeners<StreamMessage>;
  readonly mail: Listeners<VisitorMail>;
  readonly clock: Clock;
  readonly timetable: Timetable;
  readonly now: () => number;
  /** Where the REST half answers; empty before it listens. */
  apiUrl: string;
  state(url: string): SandboxState;
  /** Forgets everybody and everything, undoes every change of settings and faults, and plants the seed again. */
  clear(): void;
  /** The app and the team there are at the start, where they are missing. */
  assemble(): void;
  /** Puts in whatever the seed of the options says. */
  plant(): void;
}

export function createWorld(given: SandboxOptions = {}, machineNow: () => number = Date.now): World {
  const clock = createClock(machineNow);
  const { now } = clock;
  const timetable = createTimetable(now);
  clock.onAdvance(timetable.runDue);
  const secrets = createSecrets(() => livingSecrets(world));
  const options = withSeedSettings(given);
  const embedId = embedIdOf(options);
  const secret = secretOf(options);
  const changes = createListeners<StreamMessage>();
  const mail = createListeners<VisitorMail>();
  const settings = createSettings(options, (current) =>
    changes.tell({ type: 'settings', settings: current }),
  );
  const faults = createFaults((current) => changes.tell({ type: 'faults', faults: current }));
  const generated = options.seed?.generate && generate(options.seed.generate);
  const contacts = createContacts({
    source: generated?.contacts,
    now,
    onChange: (contact) => changes.tell({ type: 'contact', contact }),
  });
  const browsers = createAssociation({
    contacts,
    now,
    onChange: (browser) => changes.tell({ type: 'browser', browser }),
  });
  const conversations = createConversations({
    source: generated?.conversations,
    now,
    onChange: (conversation) => changes.tell({ type: 'conversation', conversation }),
  });
  const playbooks = createPlaybooks(options.playbooks, (list) =>
    changes.tell({ type: 'playbooks', playbooks: list }),
  );
  const apps = createApps({
    now,
    onChange: (app) => changes.tell({ type: 'app', app }),
    onRemove: (id) => changes.tell({ type: 'app_removed', id }),
    accessToken: accessTokenOf(options),
    first: subscriptionOf(options),
  });
  const grants = createGrants({
    now,
    rules: () => settings.current.assumptions,
    onCode: (code) => secrets.add(code),
    onChange: (grant) => changes.tell({ type: 'grant', grant }),
    onEnd: (id, appId) => changes.tell({ type: 'grant_ended', id, appId }),
  });
  // First of all who listen, so that nobody hears of a secret before it is known as one.
  changes.add((change) => {
    if (change.type === 'app') secrets.add(...secretsOfApp(change.app));
    if (change.type === 'grant') secrets.add(change.grant.accessToken, change.grant.refreshToken);
  });
  const users = createUsers({ now, onChange: (user) => changes.tell({ type: 'user', user }) });
  const accounts = createAccounts({
    now,
    onChange: (account) => changes.tell({ type: 'account', account }),
  });
  const attachments = createAttachments(
    (attachment) => changes.tell({ type: 'attachment', attachment }),
    generated?.files,
  );
  const sessions = createSessions();
  const ledger = createLedger({ now, limit: ledgerLimitOf(options), mask: secrets.maskAll });
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
    apps,
    grants,
    get webhooks() {
      return webhooks;
    },
    secrets,
    users,
    accounts,
    attachments,
    sessions,
    changes,
    mail,
    clock,
    timetable,
    now,
    apiUrl: '',
    state: (url) => ({
      url,
      apiUrl: world.apiUrl,
      embedId,
      settings: settings.current,
      faults: faults.current,
      browsers: browsers.list(),
      contacts: contacts.list(),
      conversations: conversations.list(),
      playbooks: playbooks.list(),
      apps: apps.list(),
      grants: grants.list(),
      users: users.list(),
      lastSeq: ledger.lastSeq,
    }),
    clear() {
      webhooks.stop();
      const stores = [
        contacts,
        browsers,
        conversations,
        sessions,
        apps,
        grants,
        users,
        accounts,
        attachments,
        ledger,
      ];
      for (const store of stores) store.clear();
      timetable.clear();
      clock.restore();
      settings.restore();
      faults.clear();
      playbooks.restore();
      changes.tell({ type: 'cleared' });
      world.assemble();
      world.plant();
      webhooks.begin();
    },
    assemble() {
      apps.plant();
      users.plant();
    },
    plant() {
      if (options.seed !== undefined) plantSeed(world, parseSeed(options.seed));
    },
  };
  const webhooks = createWebhooks(world, sourceOf(world));
  return world;
}

function livingSecrets({ apps, grants }: World): Set<string> {
  const ofApps = apps.list().flatMap(secretsOfApp);
  const ofGrants = grants.list().flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]);
  return new Set([...ofApps, ...ofGrants].filter((one): one is string => typeof one === 'string'));
}

function secretsOfApp(app: App): (string | null | undefined)[] {
  const { token, clientSecret, verificationToken, previousVerificationToken } = app;
  return [token?.value, clientSecret, verificationToken, previousVerificationToken];
}
