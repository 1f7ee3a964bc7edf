import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  type: string;
  token: string;
  orgId: number;
  data: Record<string, unknown>;
  header: string | undefined;
  contentType: string | undefined;
}

/** An app's own server, written by hand: keeps every event, whole, and answers as it is told. Only tests import this. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Requests whose body broke off. */
  readonly broken: number;
  /** Default: 200 at once. */
  answer: (response: ServerResponse, event: Received) => void;
  close(): Promise<void>;
}

export async function createReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let broken = 0;
  const server = createServer((request, response) => {
    read(request).then(
      (body) => {
        const event: Received = {
          ...(JSON.parse(body) as Received),
          header: request.headers['x-verification-token'] as string | undefined,
          contentType: request.headers['content-type'],
        };
        received.push(event);
        receiver.answer(response, event);
      },
      () => (broken += 1),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/drift`,
    received,
    get broken() {
      return broken;
    },
    answer: (response) => void response.end('ok'),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString();
}
