import type { Readable } from 'node:stream';
import { headerOf } from './node-headers';
import { headersOf, incomingOf } from './node-request';
import type { NodeRequest } from './node-request';

/** What reading a request body rejects with when the body is longer than the handler reads. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
  /** The most bytes that are read. */
  readonly maxBodySize: number;

  constructor(maxBodySize: number) {
    super(`The request body is longer than ${maxBodySize} bytes.`);
    this.maxBodySize = maxBodySize;
  }
}

/** What middleware leaves of a body that it has read. */
interface ReadBody {
  /** Of many serverless platforms and of NestJS: the bytes as they came. */
  readonly rawBody?: unknown;
  /** Of body parsers: bytes, text or what the text said. */
  readonly body?: unknown;
}

/**
 * The body of a request, wherever it is now: still in the socket, or already read by a middleware. Reading it rejects
 * with `BodyTooLargeError` after `maxBodySize` bytes, and with a `TypeError` where a middleware left nothing that says
 * what was sent.
 */
export function bodyOf(req: NodeRequest, maxBodySize: number): ReadableStream<Uint8Array> {
  const place = placeOf(req);
  return 'socket' in place
    ? streamed(place.socket, maxBodySize)
    : once(() => bounded(place.left(), maxBodySize));
}

/** A body that is being read to its end. */
export interface BodyReading {
  readonly bytes: Promise<Uint8Array>;
  /** Reads no further; `bytes` then stays as it is. */
  stop(): void;
}

/** As `bodyOf`, whole and at once: it costs a fifth of a stream of the Fetch API. */
export function readBody(req: NodeRequest, maxBodySize: number): BodyReading {
  const place = placeOf(req);
  if ('socket' in place) return collected(place.socket, maxBodySize);
  const bytes = Promise.resolve().then(() => bounded(place.left(), maxBodySize));
  return { bytes, stop: () => undefined };
}

/** Still in the socket, or what a middleware left of it. */
function placeOf(req: NodeRequest): { socket: Readable } | { left: () => string | Uint8Array } {
  const { rawBody, body } = req as ReadBody;
  if (isRaw(rawBody)) return { left: () => rawBody };
  const incoming = incomingOf(req) as Partial<Readable>;
  if (typeof incoming.on === 'function' && incoming.readableDidRead === false)
    return { socket: incoming as Readable };
  return { left: () => (isRaw(body) ? body : asJson(body, req)) };
}

const isRaw = (body: unknown): body is string | Uint8Array =>
  typeof body === 'string' || body instanceof Uint8Array;

/** The text of a body that a JSON parser has read, if that can be known. */
function asJson(body: unknown, req: NodeRequest): string {
  if (!/[/+]json\b/i.test(headerOf(headersOf(req), 'content-type') ?? '') || body === undefined) {
    throw new TypeError('Something read the request body before this handler: mount the handler before it.');
  }
  return JSON.stringify(body, exactNumber);
}

/** `JSON.parse` rounds long ids to another one's: better no body than a wrong one. */
function exactNumber(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  throw new TypeError(
    'A JSON parser read the request body before this handler, and rounded a long number in it: ' +
      'mount the handler before the parser, or keep the bytes as req.rawBody.',
  );
}

function bounded(body: string | Uint8Array, maxBodySize: number): Uint8Array {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  if (bytes.length > maxBodySize) throw new BodyTooLargeError(maxBodySize);
  return bytes;
}

/** A stream of the one chunk that `read` gives; what it throws is what reading the stream rejects with. */
function once(read: () => Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      pull(controller) {
        const bytes = read();
        if (bytes.length > 0) controller.enqueue(bytes);
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * The body as it arrives, no faster than it is read. Node's own `Readable.toWeb` would close the socket when the reader
 * stops early, and the client would never see the answer.
 */
function streamed(incoming: Readable, maxBodySize: number): ReadableStream<Uint8Array> {
  let stop = (): void => undefined;
  return new ReadableStream(
    {
      start(controller) {
        stop = listen(incoming, maxBodySize, {
          chunk(bytes) {
            controller.enqueue(bytes);
            if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
          },
          end: () => controller.close(),
          fail: (error) => controller.error(error),
        });
        incoming.pause();
      },
      pull: () => void incoming.resume(),
      cancel: () => stop(),
    },
    { highWaterMark: 0 },
  );
}

function collected(incoming: Readable, maxBodySize: number): BodyReading {
  const chunks: Uint8Array[] = [];
  let stop = (): void => undefined;
  const bytes = new Promise<Uint8Array>((resolve, reject) => {
    stop = listen(incoming, maxBodySize, {
      chunk: (chunk) => void chunks.push(chunk),
      end: () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
      fail: reject,
    });
  });
  return { bytes, stop };
}

/** Where the pieces of a body go; after `end` or `fail` there is nothing more. */
interface Listener {
  chunk(bytes: Uint8Array): void;
  end(): void;
  fail(error: Error): void;
}

/** @returns a function that stops reading: the rest of the body is then discarded */
function listen(incoming: Readable, maxBodySize: number, listener: Listener): () => void {
  let length = 0;
  const onData = (chunk: Uint8Array | string): void => {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
    length += bytes.length;
    if (length > maxBodySize) return fail(new BodyTooLargeError(maxBodySize));
    listener.chunk(bytes);
  };
  const stop = (): void => {
    incoming.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
    // The rest is discarded, so that the connection can be used again.
    incoming.on('error', () => undefined).resume();
  };
  const fail = (error: Error): void => {
    stop();
    listener.fail(error);
  };
  const onEnd = (): void => {
    stop();
    listener.end();
  };
  const onGone = (): void => fail(new TypeError('The client left before the request body ended.'));
  if (incoming.readableEnded) onEnd();
  else if (incoming.destroyed) onGone();
  else incoming.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
  return stop;
}
