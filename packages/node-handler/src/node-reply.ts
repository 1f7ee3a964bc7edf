import type { Answer } from './answer';

/** The part of Node's response that is used, in HTTP/1 and HTTP/2. */
export interface OutgoingReply {
  readonly headersSent: boolean;
  getHeader(name: string): unknown;
  writeHead(status: number, headers: Record<string, string | number | string[]>): unknown;
  end(body: string | Uint8Array): unknown;
}

/** The part of Fastify's reply that is used. */
export interface FastifyReply {
  readonly raw: object;
  readonly sent: boolean;
  code(status: number): unknown;
  header(name: string, value: string | string[]): unknown;
  getHeader(name: string): unknown;
  send(body?: string | Uint8Array): unknown;
}

/** Where an answer goes in a framework built on Node's own server. */
export type NodeReply = OutgoingReply | FastifyReply;

/**
 * Sends the answer through whatever reply the framework has. A reply that is already under way, as when a timeout of the
 * app has answered, is not changed.
 *
 * @returns the reply, which is what Fastify wants of an async handler
 */
export function sendAnswer(reply: NodeReply, answer: Answer): NodeReply {
  if ('raw' in reply) {
    if (!reply.sent) sendByFastify(reply, answer);
  } else if (!reply.headersSent) sendByNode(reply, answer);
  return reply;
}

/** Through Fastify's own methods, so that its hooks see the answer: sessions set their cookies there. */
function sendByFastify(reply: FastifyReply, answer: Answer): void {
  reply.code(answer.status);
  const headers = withPresentVary(answer.headers, reply.getHeader('vary'));
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  reply.send(answer.body ?? undefined);
}

function sendByNode(reply: OutgoingReply, { status, headers, body }: Answer): void {
  const all = withPresentVary(headers, reply.getHeader('vary'));
  // One spread and one name: of two spreads V8 makes a slow object, which costs more than the HMAC of a token.
  reply.writeHead(status, body === null ? all : { ...all, 'content-length': Buffer.byteLength(body) });
  reply.end(body ?? '');
}

/** Other middleware may add to `vary`. Every other header is set by this handler only. */
function withPresentVary(headers: Answer['headers'], present: unknown): Answer['headers'] {
  if (typeof present !== 'string' && !Array.isArray(present)) return headers;
  const values = [present, headers.vary ?? ''].flat().join(',').split(',');
  const names = new Map(values.map((value) => [value.trim().toLowerCase(), value.trim()]));
  names.delete('');
  return { ...headers, vary: [...names.values()].join(', ') };
}
