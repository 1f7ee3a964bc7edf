import { createAccountStore } from './account-store';
import { createAppStore } from './app-store';
import { createBrowserStore } from './browser-store';
import { createAttachmentStore } from './attachment-store';
import { createClock } from '../time/clock';
import { createContactStore } from './contact-store';
import { createConversationStore } from './conversation-store';
import { createFaultStore } from './fault-store';
import { generate } from '../generated/generate';
import { createLedgerStore } from './ledger-store';
import { createListeners } from './listeners';
import { createGrantStore } from './grant-store';
import { createPlaybookStore } from './playbook-store';
import type { App, SandboxState, StreamMessage } from '../protocol';
import { createSecretStore } from './secret-store';
import { plantSeed, withSeedSettings } from '../seed/plant-seed';
import { parseSeed } from '../seed/seed';
import { createSessionStore } from './session-store';
import { accessTokenOf, embedIdOf, ledgerLimitOf, secretOf, subscriptionOf } from '../settings/options';
import { createSettingsStore } from './settings-store';
import type { SandboxOptions } from '../settings/options';
import { createTimetable } from '../time/timetable';
import { createUserStore } from './user-store';
import { sourceOf } from '../webhooks/source';
import { createWebhooks } from '../webhooks/create-webhooks';

import type { VisitorMail, World } from './world';
import type { SecretStore } from './secret-store';

export function createWorld(given: SandboxOptions = {}, machineNow: () => number = Date.now): World {
  const options = withSeedSettings(given);
  const clock = createClock(machineNow);
  const timetable = createTimetable(clock.now);
  clock.onAdvance(timetable.runDue);
  const identity = { embedId: embedIdOf(options), secret: secretOf(options) };
  const changes = createListeners<StreamMessage>();
  const secrets = createSecretStore(() => livingSecrets(world));
  // The first listener, so that every secret is masked before any other listener hears of it.
  changes.add((change) => learnSecrets(secrets, change));
  const stores = createStores(options, { now: clock.now, tell: changes.tell, secrets });
  stores.ledger.listen((entry) => changes.tell({ type: 'entry', entry }));

  const world: World = {
    ...identity,
    ...stores,
    get webhooks() {
      return webhooks;
    },
    secrets,
    changes,
    mail: createListeners<VisitorMail>(),
    clock,
    timetable,
    now: clock.now,
    apiUrl: '',
    state: (url) => stateOf(world, url),
    clear: () => clear(world),
    assemble() {
      world.apps.plant();
      world.users.plant();
    },
    plant() {
      if (options.seed !== undefined) plantSeed(world, parseSeed(options.seed));
    },
  };
  const webhooks = createWebhooks(world, sourceOf(world));
  return world;
}

type Stores = Pick<
  World,
  | 'settings'
  | 'faults'
  | 'ledger'
  | 'contacts'
  | 'browsers'
  | 'conversations'
  | 'playbooks'
  | 'apps'
  | 'grants'
  | 'users'
  | 'accounts'
  | 'attachments'
  | 'sessions'
>;

interface Shared {
  now: () => number;
  tell: (change: StreamMessage) => void;
  secrets: SecretStore;
}

/** Every store, empty. Each one tells what changes in it. */
function createStores(options: SandboxOptions, { now, tell, secrets }: Shared): Stores {
  const generated = options.seed?.generate && generate(options.seed.generate);
  const settings = createSettingsStore(options, (current) => tell({ type: 'settings', settings: current }));
  const contacts = createContactStore({
    source: generated?.contacts,
    now,
    onChange: (contact) => tell({ type: 'contact', contact }),
  });
  return {
    settings,
    faults: createFaultStore((faults) => tell({ type: 'faults', faults })),
    ledger: createLedgerStore({ now, limit: ledgerLimitOf(options), mask: secrets.maskAll }),
    contacts,
    browsers: createBrowserStore({
      contacts,
      now,
      onChange: (browser) => tell({ type: 'browser', browser }),
    }),
    conversations: createConversationStore({
      source: generated?.conversations,
      now,
      onChange: (conversation) => tell({ type: 'conversation', conversation }),
    }),
    playbooks: createPlaybookStore(options.playbooks, (playbooks) => tell({ type: 'playbooks', playbooks })),
    apps: createAppStore({
      now,
      onChange: (app) => tell({ type: 'app', app }),
      onRemove: (id) => tell({ type: 'app_removed', id }),
      accessToken: accessTokenOf(options),
      first: subscriptionOf(options),
    }),
    grants: createGrantStore({
      now,
      rules: () => settings.current.assumptions,
      onCode: (code) => secrets.add(code),
      onChange: (grant) => tell({ type: 'grant', grant }),
      onEnd: (id, appId) => tell({ type: 'grant_ended', id, appId }),
    }),
    users: createUserStore({ now, onChange: (user) => tell({ type: 'user', user }) }),
    accounts: createAccountStore({ now, onChange: (account) => tell({ type: 'account', account }) }),
    attachments: createAttachmentStore(
      (attachment) => tell({ type: 'attachment', attachment }),
      generated?.files,
    ),
    sessions: createSessionStore(),
  };
}

function stateOf(world: World, url: string): SandboxState {
  return {
    url,
    apiUrl: world.apiUrl,
    embedId: world.embedId,
    settings: world.settings.current,
    faults: world.faults.current,
    browsers: world.browsers.list(),
    contacts: world.contacts.list(),
    conversations: world.conversations.list(),
    playbooks: world.playbooks.list(),
    apps: world.apps.list(),
    grants: world.grants.list(),
    users: world.users.list(),
    lastSeq: world.ledger.lastSeq,
  };
}

function clear(world: World): void {
  const { contacts, browsers, conversations, sessions, apps, grants, users, accounts, attachments, ledger } =
    world;
  world.webhooks.stop();
  for (const store of [contacts, browsers, conversations, sessions, apps, grants]) store.clear();
  for (const store of [users, accounts, attachments, ledger]) store.clear();
  world.timetable.clear();
  world.clock.restore();
  world.settings.restore();
  world.faults.clear();
  world.playbooks.restore();
  world.changes.tell({ type: 'cleared' });
  world.assemble();
  world.plant();
  world.webhooks.begin();
}

function learnSecrets(secrets: SecretStore, change: StreamMessage): void {
  if (change.type === 'app') secrets.add(...secretsOfApp(change.app));
  if (change.type === 'grant') secrets.add(change.grant.accessToken, change.grant.refreshToken);
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
