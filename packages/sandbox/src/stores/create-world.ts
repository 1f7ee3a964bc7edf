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
import type { App, StreamMessage } from '../protocol';
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

export function createWorld(given: SandboxOptions = {}, machineNow: () => number = Date.now): World {
  const clock = createClock(machineNow);
  const { now } = clock;
  const timetable = createTimetable(now);
  clock.onAdvance(timetable.runDue);
  const secrets = createSecretStore(() => livingSecrets(world));
  const options = withSeedSettings(given);
  const embedId = embedIdOf(options);
  const secret = secretOf(options);
  const changes = createListeners<StreamMessage>();
  const mail = createListeners<VisitorMail>();
  const settings = createSettingsStore(options, (current) =>
    changes.tell({ type: 'settings', settings: current }),
  );
  const faults = createFaultStore((current) => changes.tell({ type: 'faults', faults: current }));
  const generated = options.seed?.generate && generate(options.seed.generate);
  const contacts = createContactStore({
    source: generated?.contacts,
    now,
    onChange: (contact) => changes.tell({ type: 'contact', contact }),
  });
  const browsers = createBrowserStore({
    contacts,
    now,
    onChange: (browser) => changes.tell({ type: 'browser', browser }),
  });
  const conversations = createConversationStore({
    source: generated?.conversations,
    now,
    onChange: (conversation) => changes.tell({ type: 'conversation', conversation }),
  });
  const playbooks = createPlaybookStore(options.playbooks, (list) =>
    changes.tell({ type: 'playbooks', playbooks: list }),
  );
  const apps = createAppStore({
    now,
    onChange: (app) => changes.tell({ type: 'app', app }),
    onRemove: (id) => changes.tell({ type: 'app_removed', id }),
    accessToken: accessTokenOf(options),
    first: subscriptionOf(options),
  });
  const grants = createGrantStore({
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
  const users = createUserStore({ now, onChange: (user) => changes.tell({ type: 'user', user }) });
  const accounts = createAccountStore({
    now,
    onChange: (account) => changes.tell({ type: 'account', account }),
  });
  const attachments = createAttachmentStore(
    (attachment) => changes.tell({ type: 'attachment', attachment }),
    generated?.files,
  );
  const sessions = createSessionStore();
  const ledger = createLedgerStore({ now, limit: ledgerLimitOf(options), mask: secrets.maskAll });
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
