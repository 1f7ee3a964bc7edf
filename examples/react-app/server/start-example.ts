import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { PageConfig } from '../shared/page-config';
import { createApp } from './app';
import { createConversations } from './conversations';
import type { Conversations } from './conversations';
import { createDriftIdentity } from './drift-identity';
import { renderPage } from './page';
import { createSessions } from './sessions';

export interface ExampleOptions {
  /** 0: any free one. */
  port: number;
  /** What to listen on. Default: this machine only, at the address browsers try for `localhost`. */
  host?: string;
  embedId: string;
  /** Drift's signing secret; stays in this process. */
  secret: string;
  /** Where Drift's script comes from, with a sandbox; absent: from Drift. */
  scriptUrl?: string;
  /** The sandbox's console, to link to. */
  consoleUrl?: string;
  /** The built front end. */
  clientDirectory?: string;
}

export interface Example {
  url: string;
  /** Ends every session on the server; browsers keep their cookies. */
  expireSessions(): void;
  /** What the server has stored of the chat. */
  conversations: Conversations;
  close(): Promise<void>;
}

/** The same path from the source (server/) and from the bundle (dist/). */
const BUILT_CLIENT = fileURLToPath(new URL('../dist/client/', import.meta.url));

/** Starts the app. Resolves once it answers; rejects when the port is taken or the front end is not built. */
export async function startExample(options: ExampleOptions): Promise<Example> {
  const { port, host = '127.0.0.1', clientDirectory = BUILT_CLIENT } = options;
  const sessions = createSessions();
  const conversations = createConversations();
  const app = createApp({
    clientDirectory,
    page: renderPage(clientDirectory, pageConfig(options)),
    scriptUrl: options.scriptUrl,
    sessions: sessions.middleware,
    driftIdentity: createDriftIdentity(options.secret),
    conversations,
  });
  const server = createServer(app).listen(port, host);
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    expireSessions: () => sessions.expireAll(),
    conversations,
    close: () => close(server),
  };
}

/** Named one by one, so that an option added later does not reach the page by itself; one of them is the secret. */
function pageConfig({ embedId, scriptUrl, consoleUrl }: ExampleOptions): PageConfig {
  return {
    embedId,
    ...(scriptUrl !== undefined && { scriptUrl }),
    ...(consoleUrl !== undefined && { consoleUrl }),
  };
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
