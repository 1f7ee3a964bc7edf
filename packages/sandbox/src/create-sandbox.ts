import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { WebSocketServerLike } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { allowedNamesOf, listenHostOf } from './address';
import type { Browsers } from './association';
import type { Contacts } from './contacts';
import type { Conversations } from './conversations';
import type { FaultSwitches } from './faults';
import { createApp } from './http/app';
import { createAssets } from './http/assets';
import { webSocketsOnly } from './http/web-sockets-only';
import type { Persistence } from './data/persist';
import type { Ledger } from './ledger';
import type { Playbooks } from './playbooks';
import type { Author, Fired, Message, Settings, SignedIdentities } from './protocol';
import { assertOptions, visitorLimitOf } from './settings';
import type { SandboxOptions, SettingsChanges } from './settings';
import { reply } from './visitor/chat';
import { fireFor } from './visitor/playbook';
import { limitVisitors } from './visitor-limit';
import type { World } from './world';
import { createWorld } from './world';

/** A local Drift that runs: where it is, what it knows, and how to turn it. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>`; under `localhost` or any `*.localhost` it answers too. */
  readonly url: string;
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
    reply(conversationId: number, text: string, author?: Author): Message;
  };
  readonly playbooks: Playbooks & {
    /** Lets one fire for a contact, on every open page of theirs. Throws where there is no such playbook or contact. */
    fire(interactionId: number, target: { contactId: number }): Fired;
  };
  readonly ledger: Ledger;
  readonly faults: FaultSwitches;
  readonly settings: Settings;
  /** The mode of signed identities; it may be changed at any time and counts from the next claim. */
  signedIdentities: SignedIdentities;
  /** Changes mode, cookie domains or assumptions; throws `TypeError` on a value that does not exist. */
  configure(changes: SettingsChanges): void;
  /** Raises an event on open pages, as Drift would: on all, or on those of one contact. */
  emit(event: string, payload?: unknown, target?: { contactId: number }): void;
  /** Forgets everybody and everything, and undoes every change; the ledger's count goes on. */
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
  const { port = 0 } = options;
  const host = listenHostOf(options);
  const allowedHosts = allowedNamesOf(options);
  const world = createWorld(options);
  const persistence = await persistenceOf(world, options);
  if (persistence?.isNew ?? true) world.plant();
  limitVisitors(world, visitorLimitOf(options));
  const app = createApp(world, { assets: createAssets(), allowedHosts });
  // Nobody has anything to say on a stream.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  // The adaptor's own description of `ws` is narrower than `ws` under exactOptionalPropertyTypes.
  const websocket = { server: sockets as unknown as WebSocketServerLike };
  const server = createAdaptorServer({ fetch: app.fetch, websocket }) as Server;
  webSocketsOnly(server);
  const address = await listen(server, port, host).catch((error: unknown) => {
    persistence?.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await stop(server, sockets);
    persistence?.close();
  };
  return facade(world, urlOf(address), close);
}

function facade(world: World, url: string, close: () => Promise<void>): Sandbox {
  const { embedId, secret, contacts, browsers, conversations, playbooks, ledger, faults, settings, mail } =
    world;
  return {
    url,
    scriptUrl: url,
    embedId,
    secret,
    contacts,
    browsers,
    conversations: {
      list: conversations.list,
      get: conversations.get,
      reply: (id, text, author) => reply(world, id, text, author),
    },
    playbooks: {
      list: playbooks.list,
      set: playbooks.set,
      fire: (interactionId, { contactId }) => fireFor(world, contactId, interactionId),
    },
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

// Loaded only for those who want it: everything else works without an SQL store.
async function persistenceOf(world: World, options: SandboxOptions): Promise<Persistence | undefined> {
  if (options.data === undefined) return undefined;
  const { persist } = await import('./data/persist');
  return persist(world, options.data, options);
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function urlOf({ address, family, port }: AddressInfo): string {
  const host = family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}

async function stop(server: Server, sockets: WebSocketServer): Promise<void> {
  if (!server.listening) return;
  for (const socket of sockets.clients) socket.terminate();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
