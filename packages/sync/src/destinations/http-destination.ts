import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Destination } from './destination';

export interface HttpDestinationOptions {
  /** The URL to which each bundle is posted. */
  url: string;
  /** Sent with each request, such as an `authorization`. */
  headers?: Readonly<Record<string, string>>;
  /** Milliseconds for one attempt; 30 seconds. */
  timeout?: number;
  fetch?: typeof fetch;
  sleep?(milliseconds: number): Promise<unknown>;
}

/** Tries for one write. What fails then is tried again by the sync itself, later. */
const TRIES = 3;
const LONGEST_WAIT = 30_000;

/**
 * One POST for each write: `{ type: 'conversation' | 'contact' | 'erase', version?, … }`. The header `idempotency-key` is the
 * same for the same write, and `version` says which of two writes is newer. 429, 5xx and a broken connection are tried again.
 */
export function httpDestination(options: HttpDestinationOptions): Destination {
  const { url } = options;
  if (!URL.canParse(url))
    throw new TypeError(`httpDestination: ${JSON.stringify(url)} is not a URL. Write "https://…".`);
  return {
    upsertConversation: (bundle, { version }) =>
      post(options, `${bundle.orgId}:conversation:${bundle.conversation.id}:${version}`, {
        type: 'conversation',
        version,
        ...bundle,
      }),
    upsertContact: (record, { version }) =>
      post(options, `${record.orgId}:contact:${record.contact.id}:${version}`, {
        type: 'contact',
        version,
        ...record,
      }),
    erase: (subject) =>
      post(options, `${subject.orgId}:erase:${subject.contactId}`, { type: 'erase', ...subject }),
  };
}

async function post(options: HttpDestinationOptions, key: string, content: unknown): Promise<void> {
  const sleep = options.sleep ?? sleepFor;
  for (let tries = 1; ; tries += 1) {
    const answer = await attempt(options, key, content);
    if (answer.isKept) return;
    if (!answer.mayPass || tries === TRIES)
      throw new Error(`The destination did not accept the change: ${answer.reason}.`);
    await sleep(Math.min(answer.wait ?? 500 * 2 ** tries, LONGEST_WAIT));
  }
}

interface Answer {
  isKept: boolean;
  /** Another try may succeed. */
  mayPass: boolean;
  reason: string;
  wait?: number;
}

async function attempt(
  { url, headers, timeout = 30_000, fetch: send = fetch }: HttpDestinationOptions,
  key: string,
  content: unknown,
): Promise<Answer> {
  try {
    const response = await send(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(content),
      // A redirect could lead the content anywhere.
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    await response.body?.cancel();
    const { status } = response;
    const wait = Number(response.headers.get('retry-after')) * 1000;
    return {
      isKept: response.ok,
      mayPass: status === 429 || status >= 500,
      reason: `it answered ${status}`,
      ...(wait > 0 && { wait }),
    };
  } catch (error) {
    return { isKept: false, mayPass: true, reason: error instanceof Error ? error.name : 'no connection' };
  }
}
