import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { WebSocketServerLike } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { webSocketsOnly } from './http/web-sockets-only';

export interface RunningServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Stops listening and drops every open connection. */
  close(): Promise<void>;
}

export interface ServerOptions {
  port: number;
  host: string;
  /** Default false: a request for a WebSocket is answered as a plain request. */
  webSockets?: boolean;
}

/** Resolves when it listens; rejects when the port is taken. */
export async function startServer(
  fetch: (request: Request, env: never) => Response | Promise<Response>,
  { port, host, webSockets = false }: ServerOptions,
): Promise<RunningServer> {
  // Clients only listen on a stream.
  const sockets = webSockets ? new WebSocketServer({ noServer: true, maxPayload: 1024 }) : undefined;
  // The adaptor's own description of `ws` is narrower than `ws` under exactOptionalPropertyTypes.
  const websocket = sockets && { server: sockets as unknown as WebSocketServerLike };
  const server = createAdaptorServer({
    fetch: fetch as (request: Request, env: unknown) => Response | Promise<Response>,
    ...(websocket && { websocket }),
  }) as Server;
  if (webSockets) webSocketsOnly(server);
  // Without a listener, Node answers as if the client had asked for no other protocol.
  else server.removeAllListeners('upgrade');
  const address = await listen(server, port, host);
  return { url: urlOf(address), close: () => stop(server, sockets) };
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

async function stop(server: Server, sockets: WebSocketServer | undefined): Promise<void> {
  if (!server.listening) return;
  for (const socket of sockets?.clients ?? []) socket.terminate();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
