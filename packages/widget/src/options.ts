import type { Trigger } from './triggers/trigger';
import type { DriftError } from './errors';
import type { ScriptUrl } from './snippet';
import type { DriftConfig } from './vendor';

export interface DriftOptions {
  /** The id in your Drift snippet (`drift.load('…')`). */
  embedId: string;
  /** `false`: nothing ever loads, calls do nothing, promises settle with the code `disabled`. Default true. */
  enabled?: boolean;
  /** The base before `/include/<bucket>/<embedId>.js`, or the whole address by function: for a proxy or the sandbox. */
  scriptUrl?: string | ((embedId: string, bucket: number) => string);
  /** The nonce of your content-security policy, set on the script tag as an attribute. */
  nonce?: string;
  /** Handed to `drift.config` before the script. */
  config?: DriftConfig;
  /** All must say yes before anything touches Drift: `onConsent(…)`, `onIdle()`, … of `@driftkit/widget/triggers`. */
  when?: Trigger | Trigger[];
  /** Milliseconds from the script tag to ready, all retries together. Default 15000. */
  timeout?: number;
  /** How often a definite script error is tried again, with growing pauses. Default 2. */
  retries?: number;
  /** How many calls may wait for ready. Default 1000. */
  maxQueue?: number;
  /** Told of everything that goes wrong; nothing is ever thrown into the page. */
  onError?: (error: DriftError) => void;
}

export interface ReadOptions {
  embedId: string;
  enabled: boolean;
  scriptUrl: ScriptUrl;
  nonce: string | undefined;
  config: DriftConfig | undefined;
  when: readonly Trigger[];
  timeout: number;
  retries: number;
  maxQueue: number;
  resetTimeout: number;
  onError: DriftOptions['onError'];
}

/** The longest pause a timer of the browser can keep. */
const LONGEST = 2 ** 31 - 1;

/** The options with their defaults, taken once; throws `TypeError` naming the option, its value and what is meant. */
export function readOptions(caller: string, options: DriftOptions & { resetTimeout?: number }): ReadOptions {
  const {
    embedId,
    enabled = true,
    timeout = 15_000,
    retries = 2,
    maxQueue = 1000,
    resetTimeout = 5000,
  } = options ?? {};
  const refuse = (name: string, value: unknown, want: string): never => {
    throw new TypeError(`[driftkit] ${caller}: ${name} is ${JSON.stringify(value)}; it must be ${want}`);
  };
  if (typeof embedId !== 'string' || !/^[\w-]+$/.test(embedId))
    refuse('embedId', embedId, "the id in your Drift snippet, drift.load('…')");
  for (const [name, value] of Object.entries({ timeout, retries, maxQueue, resetTimeout }))
    if (typeof value !== 'number' || !(value >= 0 && value <= LONGEST))
      refuse(name, value, `a number from 0 to ${LONGEST}`);
  return {
    embedId,
    enabled,
    timeout,
    retries,
    maxQueue,
    resetTimeout,
    scriptUrl: options.scriptUrl,
    nonce: options.nonce,
    config: options.config && { ...options.config },
    when: options.when === undefined ? [] : [options.when].flat(),
    onError: options.onError,
  };
}
