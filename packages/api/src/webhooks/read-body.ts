import { WebhookError } from './errors';

/** How much of a body is read, and how long. */
export interface BodyBounds {
  /** Bytes. */
  readonly maxBodySize: number;
  /** Milliseconds from the first read to the last byte. */
  readonly bodyTimeout: number;
}

/** A body that is being read to its end. */
export interface BodyReading {
  readonly bytes: Promise<Uint8Array>;
  /** Reads no further. */
  stop(): void;
}

/** The text of a body. Rejects with a WebhookError beyond the bounds, without reading on. */
export async function readBody(
  start: (maxBodySize: number) => BodyReading,
  { maxBodySize, bodyTimeout }: BodyBounds,
): Promise<string> {
  const { bytes, stop } = start(maxBodySize);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow(bodyTimeout)), bodyTimeout);
  });
  try {
    return new TextDecoder().decode(await Promise.race([bytes, late]));
  } catch (cause) {
    stop();
    throw cause instanceof WebhookError ? cause : unreadable(cause, maxBodySize);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads the body of a Fetch request. */
export function readFetchBody(request: Request, maxBodySize: number): BodyReading {
  if (request.bodyUsed || request.body?.locked)
    return { bytes: Promise.reject(alreadyRead()), stop: () => undefined };
  const reader = (request.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (reader === undefined) return { bytes: Promise.resolve(new Uint8Array()), stop: () => undefined };
  return { bytes: collect(reader, maxBodySize), stop: () => void reader.cancel().catch(() => undefined) };
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBodySize: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(chunks, size);
    size += value.byteLength;
    if (size > maxBodySize) throw tooLarge(maxBodySize);
    chunks.push(value);
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

export const tooLarge = (maxBodySize: number): WebhookError =>
  new WebhookError('body_too_large', `The body is longer than ${maxBodySize} bytes (maxBodySize).`);

const tooSlow = (bodyTimeout: number): WebhookError =>
  new WebhookError('body_too_slow', `The body did not end within ${bodyTimeout} ms (bodyTimeout).`);

const alreadyRead = (): WebhookError =>
  new WebhookError(
    'body_unreadable',
    'Something read the request body before this handler: mount the handler before it, or hand over request.clone().',
  );

/** Behind `toNodeHandler` the cause says which middleware read the body, and what to do. */
function unreadable(cause: unknown, maxBodySize: number): WebhookError {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  if (name === 'BodyTooLargeError') return tooLarge(maxBodySize);
  return new WebhookError('body_unreadable', `Could not read the body. ${message}`, { cause });
}
