import type { IdInput } from '../ids';
import type { WebhookError } from './errors';
import type { WebhookEvent } from './events';
import type { Seen } from './seen';
import type { TokenSource } from './verify';

type MaybePromise<T> = T | Promise<T>;

export interface WebhookHandlerOptions {
  /**
   * The verification token of your app; several while it is being rotated. A function is asked at each request, so that
   * the module can be evaluated without the secret, as a build step does.
   */
  readonly verificationToken: TokenSource;
  /** The orgs whose events you take, or a question to your own records; every org, where it is left out. */
  readonly orgIds?: readonly IdInput[] | ((orgId: string) => MaybePromise<boolean>);
  /**
   * Handles an event, or keeps it. Drift is told 200 when the promise fulfils, 500 when it rejects: the event may then come
   * again. Drift documents no deadline for the answer, so keep the event and work later where work takes long.
   */
  readonly onEvent: (event: WebhookEvent, context: EventContext) => unknown;
  /** Remembers which events were handled. A bounded one in memory. */
  readonly seen?: Seen;
  /**
   * A check of your own beside the token, such as a signature of your gateway. It runs when the token is right. Drift signs
   * nothing: a header `X-Drift-Signature` does not exist.
   */
  readonly verify?: (received: ReceivedWebhook) => MaybePromise<boolean>;
  /** Every refusal and every failure. Without it the failures of your side are printed. */
  readonly onError?: (error: WebhookError, context: ErrorContext) => unknown;
  /** The most bytes of a body that are read. 1 MiB. */
  readonly maxBodySize?: number;
  /** Milliseconds within which the body must have come. 10,000. */
  readonly bodyTimeout?: number;
}

export interface EventContext {
  /** See `ParsedWebhook`. */
  readonly dedupeKey: string | undefined;
}

/** The body as it came, token included: do not log it. */
export interface ReceivedWebhook {
  readonly body: string;
  readonly headers: Headers;
}

/** The event that failed; empty before its token was checked. */
export interface ErrorContext {
  readonly type?: string;
  readonly orgId?: string | undefined;
  readonly dedupeKey?: string | undefined;
}

const FUNCTIONS = ['verify', 'onError'] as const;
const NUMBERS = ['maxBodySize', 'bodyTimeout'] as const;
const NAMES: ReadonlySet<string> = new Set([
  'verificationToken',
  'orgIds',
  'onEvent',
  'seen',
  ...FUNCTIONS,
  ...NUMBERS,
]);

/** @throws TypeError with the option and what it must be */
export function assertOptions(options: WebhookHandlerOptions): void {
  const unknown = Object.keys(options).find((name) => !NAMES.has(name));
  if (unknown !== undefined) throw new TypeError(`createWebhookHandler: Unknown option ${unknown}.`);
  if (typeof options.onEvent !== 'function') throw new TypeError('onEvent must be a function.');
  for (const name of FUNCTIONS) {
    if (options[name] !== undefined && typeof options[name] !== 'function')
      throw new TypeError(`${name} must be a function.`);
  }
  for (const name of NUMBERS) {
    if (!((options[name] ?? 1) > 0)) throw new TypeError(`${name} must be a number above 0.`);
  }
  // A longer timer fires at once.
  if ((options.bodyTimeout ?? 0) >= 2 ** 31)
    throw new TypeError('bodyTimeout must be below 2^31 milliseconds.');
  const { seen, orgIds } = options;
  const parts = [seen?.begin, seen?.done, seen?.failed];
  if (seen !== undefined && parts.some((part) => typeof part !== 'function')) {
    throw new TypeError('seen must have begin, done and failed.');
  }
  if (orgIds !== undefined && typeof orgIds !== 'function' && !Array.isArray(orgIds)) {
    throw new TypeError('orgIds must be a list of ids, or a function.');
  }
}
