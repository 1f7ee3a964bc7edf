import { WebhookError } from './errors';

/** How much of a body is read, and how long. */
export interface BodyBounds {
  /** Bytes. */
  readonly maxBodySize: number;
  /** Milliseconds from the first read to the last byte. */
  readonly bodyTimeout: number;
}

/** Throws `body_too_large` where the sender itself says so. */
export function assertDeclaredSize(request: Request, { maxBodySize }: BodyBounds): void {
  if (Number(request.headers.get('content-length') ?? 0) > maxBodySize) throw tooLarge(maxBodySize);
}

/** The text of the body, never more than the bounds allow: what is beyond them is not read. */
export async function readBody(request: Request, bounds: BodyBounds): Promise<string> {
  const reader = request.body?.getReader();
  if (reader === undefined) return '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow(bounds.bodyTimeout)), bounds.bodyTimeout);
  });
  try {
    return await Promise.race([allOf(reader, bounds.maxBodySize), late]);
  } catch (cause) {
    reader.cancel().catch(() => undefined);
    throw cause instanceof WebhookError ? cause : unreadable(cause, bounds);
  } finally {
    clearTimeout(timer);
  }
}

async function allOf(reader: ReadableStreamDefaultReader<Uint8Array>, maxBodySize: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBodySize) throw tooLarge(maxBodySize);
    text += decoder.decode(value, { stream: true });
  }
}

const tooLarge = (maxBodySize: number): WebhookError =>
  new WebhookError('body_too_large', `The body is longer than ${maxBodySize} bytes (maxBodySize).`);

const tooSlow = (bodyTimeout: number): WebhookError =>
  new WebhookError('body_too_slow', `The body did not end within ${bodyTimeout} ms (bodyTimeout).`);

/** Behind `toNodeHandler` the cause says which middleware read the body, and what to do. */
function unreadable(cause: unknown, { maxBodySize }: BodyBounds): WebhookError {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  if (name === 'BodyTooLargeError') return tooLarge(maxBodySize);
  return new WebhookError('body_unreadable', `Could not read the body. ${message}`, { cause });
}
