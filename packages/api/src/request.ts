import { TooLarge, bytesOf, textIn } from './body';
import type { LookFor } from './errors';
import { toJson } from './ids';
import type { LaneName } from './lanes';
import type { World } from './world';

/** One call of Drift's API, before it is sent. */
export interface Call<T = unknown> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** A template such as `/contacts/{id}`: logs and errors show it, and never the ids. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: unknown;
  /** Takes the value out of the answer. What it throws makes the answer a `bad_answer`. */
  readonly read: (value: unknown, headers: Headers) => T;
  /** Makes a 404 a result instead of an error. */
  readonly ifNotFound?: () => T;
  /** How the body of the answer is read. Default `json`. */
  readonly answer?: 'json' | 'text' | 'bytes';
  /** True where the call changes nothing, so that it may be repeated. Default: true for GET only. */
  readonly isRead?: boolean;
  readonly lane?: LaneName;
  /** The scope that Drift asks for, for the message of a 403. */
  readonly scope?: string;
  /** Texts that are cut out of every error: Drift may repeat them in its answer. */
  readonly secrets?: readonly string[];
  readonly lookFor?: Omit<LookFor, 'since'>;
}

export const isRead = (call: Call): boolean => call.isRead ?? call.method === 'GET';

/** How one attempt ended. */
export type Outcome =
  | { kind: 'answered'; status: number; headers: Headers; text: string; bytes?: Uint8Array }
  | { kind: 'redirected'; status: number; headers: Headers }
  | { kind: 'too_large'; status: number; headers: Headers }
  /** `isUnsent`: the error proves that nothing reached Drift. */
  | { kind: 'failed'; cause: unknown; isUnsent: boolean }
  | { kind: 'timeout' }
  | { kind: 'aborted'; cause: unknown };

/** What a call is on the wire: written once, so that every attempt sends the same. */
export interface Written {
  readonly url: string;
  readonly body: string | undefined;
}

/** Throws a TypeError where the body cannot be written as JSON: nothing was sent. */
export function written(call: Call, baseUrl: string): Written {
  return { url: urlOf(call, baseUrl), body: call.body === undefined ? undefined : toJson(call.body) };
}

export interface Attempt extends Written {
  readonly call: Call;
  readonly token: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeout: number;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** Sends once. Never rejects, and settles by the timeout or the signal even where `fetch` does not. */
export function send(attempt: Attempt, world: World): Promise<Outcome> {
  const { signal, timeout } = attempt;
  return new Promise((resolve) => {
    const controller = new AbortController();
    const end = (outcome: Outcome): void => {
      cancelTimer();
      signal?.removeEventListener('abort', onAbort);
      resolve(outcome);
    };
    const cut = (outcome: Outcome): void => {
      end(outcome);
      controller.abort();
    };
    const onAbort = (): void => cut({ kind: 'aborted', cause: signal?.reason });
    let refusal: Outcome | undefined;
    const cancelTimer = world.after(timeout, () => cut(refusal ?? { kind: 'timeout' }));
    signal?.addEventListener('abort', onAbort);
    const onRefusal = (outcome: Outcome): void => void (refusal = outcome);
    exchange(attempt, controller.signal, onRefusal).then(end, (cause: unknown) =>
      end({ kind: 'failed', cause, isUnsent: isUnsent(cause) }),
    );
  });
}

async function exchange(
  { call, url, body, token, fetch, maxAnswerBytes }: Attempt,
  signal: AbortSignal,
  onRefusal: (outcome: Outcome) => void,
): Promise<Outcome> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    accept: ACCEPT[call.answer ?? 'json'],
  };
  const init: RequestInit = { method: call.method, headers, redirect: 'manual', signal };
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = body;
  }
  const response = await fetch(url, init);
  const { status } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    void response.body?.cancel().catch(() => undefined);
    return { kind: 'redirected', status, headers: response.headers };
  }
  // `Response.error()` of a fetch that is not the platform's has the status 0.
  if (status < 200) throw new TypeError('fetch returned a response without a status.');
  const answered = { kind: 'answered', status, headers: response.headers } as const;
  // The status of a refusal says enough, also where its body breaks, or never ends.
  const refusal = status >= 400 ? { ...answered, text: '' } : undefined;
  if (refusal) onRefusal(refusal);
  try {
    if (call.answer === 'bytes' && response.ok) {
      return { ...answered, text: '', bytes: await bytesOf(response, maxAnswerBytes) };
    }
    return { ...answered, text: await textIn(response, maxAnswerBytes) };
  } catch (error) {
    if (refusal) return refusal;
    if (error instanceof TooLarge) return { kind: 'too_large', status, headers: response.headers };
    throw error;
  }
}

const ACCEPT = { json: 'application/json', text: 'text/plain, */*', bytes: '*/*' };

function urlOf({ path, params = {}, query = [] }: Call, baseUrl: string): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  if (query.length === 0) return baseUrl + filled;
  const search = new URLSearchParams(query as [string, string][]);
  return `${baseUrl}${filled}?${search.toString()}`;
}

/** Errors of a connection that was never made: Node's and undici's, Bun's. */
const UNSENT_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ConnectionRefused',
  'FailedToOpenSocket',
]);
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo']);

/** True only where the error's code proves that no byte of the request left. Any doubt is false. */
function isUnsent(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { code, syscall, cause, errors } = error as Record<string, unknown>;
  if (UNSENT_CODES.has(String(code)) || BEFORE_SENDING.has(String(syscall))) return true;
  // One error for each address of the host.
  if (Array.isArray(errors) && errors.length > 0) return errors.every((each) => isUnsent(each, depth + 1));
  return isUnsent(cause, depth + 1);
}
