import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { PageConfig } from '../shared/page-config';
import { createApp } from './app';
import { assemble } from './assemble';
import type { Conversations } from './conversations';
import { createDriftIdentity } from './drift-identity';
import type { ExampleOptions } from './options';
import { renderPage } from './page';

export interface Example {
  url: string;
  /** Where Drift sends its webhooks. */
  webhookUrl: string;
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
  const page = renderPage(clientDirectory, pageConfig(options));
  const parts = assemble(options);
  const { sessions, conversations } = parts;
  const app = createApp({
    ...parts,
    clientDirectory,
    page,
    scriptUrl: options.scriptUrl,
    sessions: sessions.middleware,
    driftIdentity: createDriftIdentity(options.secret, sessions.userOf),
    driftWebhooks: parts.driftSide?.webhooks,
    userOf: sessions.userOf,
  });
  const server = createServer(app).listen(port, host);
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${taken}`,
    webhookUrl: `http://127.0.0.1:${taken}/api/drift-webhooks`,
    expireSessions: () => sessions.expireAll(),
    conversations,
    async close() {
      await close(server);
      parts.jobs.close();
      await parts.driftSide?.close();
      parts.database.close();
    },
  };
}

/** Named one by one, so that an option added later does not reach the page by itself; one of them is the secret. */
function pageConfig(options: ExampleOptions): PageConfig {
  const { embedId, scriptUrl, consoleUrl, quoteInteractionId, drift, erasesInDrift } = options;
  return {
    embedId,
    ...(scriptUrl !== undefined && { scriptUrl }),
    ...(consoleUrl !== undefined && { consoleUrl }),
    ...(quoteInteractionId !== undefined && { quoteInteractionId }),
    ...(drift && erasesInDrift === true && { erasesInDrift }),
  };
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
