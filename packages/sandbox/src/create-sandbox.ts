import { allowedNamesOf, listenHostOf } from './settings/listen-address';
import type { Browsers } from './stores/browser-store';
import type { Contacts } from './stores/contact-store';
import type { Conversations } from './stores/conversation-store';
import type { FaultSwitches } from './stores/fault-store';
import { createApp } from './web/web-app';
import { createAssets } from './web/assets';
import type { Persistence } from './data/persist';
import type { Ledger } from './stores/ledger-store';
import { authorizeApp, disconnectApp, removeApp } from './oauth/connect-app';
import type { Apps } from './stores/app-store';
import type { Clock } from './time/clock';
import type { Playbooks } from './stores/playbook-store';
import type {
  App,
  Author,
  ConversationStatus,
  Fired,
  Grant,
  StoredConversation,
  Settings,
  SignedIdentities,
  StoredMessage,
} from './protocol';
import { createRestApp } from './rest/rest-app';
import { startServer } from './server';
import type { RunningServer } from './server';
import { assertOptions, visitorLimitOf } from './settings/options';
import type { SandboxOptions, SettingsChanges } from './settings/options';
import { reply, setStatus } from './visitor/chat';
import { fireFor } from './playbooks/run-playbook';
import { limitVisitors } from './rules/visitor-limit';
import type { Webhooks } from './webhooks/webhooks';
import type { World } from './stores/world';
import { createWorld } from './stores/create-world';

/** A running local Drift: its addresses, its state and its switches. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>`. It also answers under `localhost` and any `*.localhost`. */
  readonly url: string;
  /** The address of the REST API, in place of `https://driftapi.com`. */
  readonly apiUrl: string;
  /** The bearer token of the first app. Throws when that app was disconnected or removed. */
  readonly accessToken: string;
  /** The token in each webhook to the first app. */
  readonly verificationToken: string;
  /** The base before `/include/<bucket>/<embedId>.js`; the same as `url`. */
  readonly scriptUrl: string;
  readonly embedId: string;
  /** The key with which a `userJwt` must be signed (HS256). */
  readonly secret: string;
  readonly contacts: Contacts;
  /** Every `drift_aid` seen, and whose it is. */
  readonly browsers: Browsers;
  readonly conversations: Conversations & {
    /** Answers as an agent; every open page of the contact hears it. */
    reply(conversationId: number, text: string, author?: Author): StoredMessage;
    /** Writes a private note, which only agents see. A reply that begins with a slash is a command, and is kept as a note too. */
    note(conversationId: number, text: string, author?: Author): StoredMessage;
    setStatus(conversationId: number, status: ConversationStatus): StoredConversation;
  };
  readonly playbooks: Playbooks & {
    /** Fires a playbook for a contact, on all its open pages. Throws for an unknown playbook or contact. */
    fire(interactionId: number, target: { contactId: number }): Fired;
  };
  /** The apps that may use the REST API, with their tokens and scopes. */
  readonly apps: Apps;
  /** The webhooks that Drift sends to apps. The ledger has an entry for each attempt. */
  readonly webhooks: Webhooks;
  readonly oauth: {
    /** What admins consented to, with the tokens. */
    grants(): Grant[];
    /** Consents as an admin does, without the page. Throws when the app has no redirect URL. */
    authorize(appId: string): { code: string; redirectUri: string };
  };
  /** The sandbox's time; moved forward, rate limits recover and tokens expire. */
  readonly clock: Pick<Clock, 'now' | 'advance'>;
  readonly ledger: Ledger;
  readonly faults: FaultSwitches;
  readonly settings: Settings;
  /** The mode of signed identities. A change counts from the next identify or boot. */
  signedIdentities: SignedIdentities;
  /** Changes mode, cookie domains or assumptions; throws `TypeError` on a value that does not exist. */
  configure(changes: SettingsChanges): void;
  /** Raises an event on open pages, as Drift would: on all, or on those of one contact. */
  emit(event: string, payload?: unknown, target?: { contactId: number }): void;
  /** Forgets everybody, undoes every change and plants the seed again. Ledger numbers go on. */
  reset(): void;
  /** Stops listening and drops every open connection. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a local Drift. Resolves when it listens; rejects when the port is taken. Any number may run side by side.
 *
 * @example
 * await using sandbox = await createSandbox({ signedIdentities: 'disabled' });
 * await page.goto(`http://localhost:5173/?drift=${sandbox.scriptUrl}`);
 * await sandbox.ledger.waitFor({ type: 'ready' });
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  assertOptions(options);
  const allowedHosts = allowedNamesOf(options);
  const world = createWorld(options);
  const persistence = await persistenceOf(world, options);
  world.assemble();
  if (persistence?.isNew ?? true) world.plant();
  limitVisitors(world, visitorLimitOf(options));
  world.webhooks.begin();
  const servers = await startBoth(world, options, allowedHosts).catch((error: unknown) => {
    persistence?.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    world.webhooks.close();
    world.timetable.clear();
    await Promise.all(servers.map((server) => server.close()));
    persistence?.close();
  };
  const [web, rest] = servers;
  world.apiUrl = rest.url;
  return facade(world, web.url, close);
}

async function startBoth(
  world: World,
  options: SandboxOptions,
  allowedHosts: string[],
): Promise<[RunningServer, RunningServer]> {
  const { port = 0, apiPort = 0 } = options;
  const host = listenHostOf(options);
  const app = createApp(world, { assets: createAssets(), allowedHosts });
  const web = await startServer(app.fetch, { port, host, webSockets: true });
  try {
    return [web, await startServer(createRestApp(world, { allowedHosts }).fetch, { port: apiPort, host })];
  } catch (error) {
    await web.close();
    throw error;
  }
}

function facade(world: World, url: string, close: () => Promise<void>): Sandbox {
  const { embedId, secret, contacts, browsers, playbooks, ledger, faults, settings, mail } = world;
  return {
    url,
    scriptUrl: url,
    embedId,
    secret,
    contacts,
    browsers,
    conversations: conversationsOf(world),
    playbooks: {
      list: playbooks.list,
      set: playbooks.set,
      fire: (interactionId, { contactId }) => fireFor(world, contactId, interactionId),
    },
    apiUrl: world.apiUrl,
    get accessToken() {
      const token = firstApp(world).token;
      if (!token) throw new Error('The first app is disconnected: apps.reconnect(id) gives it a new token.');
      return token.value;
    },
    get verificationToken() {
      return firstApp(world).verificationToken;
    },
    apps: {
      ...world.apps,
      disconnect: (id) => disconnectApp(world, id),
      remove: (id) => removeApp(world, id),
    },
    webhooks: webhooksOf(world),
    oauth: {
      grants: world.grants.list,
      authorize: (appId) => authorizeApp(world, appId),
    },
    clock: world.clock,
    ledger,
    faults,
    get settings() {
      return structuredClone(settings.current);
    },
    get signedIdentities() {
      return settings.current.signedIdentities;
    },
    set signedIdentities(mode) {
      settings.set({ signedIdentities: mode });
    },
    configure: (changes) => settings.set(changes),
    emit: (name, payload = null, target) =>
      mail.tell({ contactId: target?.contactId ?? null, message: { type: 'emit', name, payload } }),
    reset: () => world.clear(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function conversationsOf(world: World): Sandbox['conversations'] {
  const { list, get } = world.conversations;
  return {
    list,
    get,
    reply: (id, text, author) => reply(world, id, text, author),
    note: (id, text, author) => reply(world, id, text, author, 'private_note'),
    setStatus: (id, status) => setStatus(world, id, status),
  };
}

// Beginning and closing are the sandbox's own.
function webhooksOf({ webhooks: { emit, push, sendAgain, settled } }: World): Webhooks {
  return { emit, push, sendAgain, settled };
}

function firstApp({ apps }: World): App {
  const [first] = apps.list();
  if (!first) throw new Error('There is no app: apps.create() makes one.');
  return first;
}

// Loaded only for those who want it: everything else works without an SQL store.
async function persistenceOf(world: World, options: SandboxOptions): Promise<Persistence | undefined> {
  if (options.data === undefined) return undefined;
  const { persist } = await import('./data/persist');
  return persist(world, options.data, options);
}
