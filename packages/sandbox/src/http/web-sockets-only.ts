import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const REFUSAL =
  'HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Answers who asks for another protocol than WebSocket (`curl --http2` does): the adaptor would leave them without an answer
 * for ever, with the connection open.
 */
export function webSocketsOnly(server: Server): void {
  const toWebSocket = server.listeners('upgrade') as OnUpgrade[];
  server.removeAllListeners('upgrade');
  // One listener alone: where there are two, the adaptor refuses nobody.
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') return void socket.end(REFUSAL);
    for (const listener of toWebSocket) listener.call(server, request, socket, head);
  });
}
