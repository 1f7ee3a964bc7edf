import type { DriftError } from './errors';
import { checkOptions, isEmbedId } from './checks';
import { development } from './messages';
import type { ScriptUrl } from './snippet';
import type { Trigger } from './triggers/trigger';
import type { DriftConfig } from './vendor';

export interface DriftOptions {
  /** The id in your Drift snippet (`drift.load('…')`). */
  embedId: string;
  /** `false`: nothing ever loads, calls do nothing, promises settle with the code `disabled`. Default true. */
  enabled?: boolean;
  /** The base before `/include/<bucket>/<embedId>.js`, or the whole address by function: for a proxy or the sandbox. */
  scriptUrl?: string | ((embedId: string, bucket: number) => string);
  /** The nonce of your content-security policy, set on the script tag as an attribute. */
  nonce?: string | undefined;
  /** Handed to `drift.config` before the script. */
  config?: DriftConfig;
  /** All must say yes before anything touches Drift: `onConsent(…)`, `onIdle()`, … of `@driftkit/widget/triggers`. */
  when?: Trigger | Trigger[];
  /** Milliseconds from the script tag to ready, all retries together. Default 15000. */
  timeout?: number;
  /** How often a definite script error is tried again, with growing pauses. Default 2. */
  retries?: number;
  /** Milliseconds until a reset without an answer becomes unload, forget and load. Default 5000. */
  resetTimeout?: number;
  /** How many calls may wait for ready. Default 1000. */
  maxQueue?: number;
  /** Told of everything that goes wrong; nothing is ever thrown into the page. */
  onError?: (error: DriftError) => void;
}

/** The options with their defaults, taken once. */
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

/** @throws TypeError when an option is wrong; the production build checks the `embedId` alone. */
export function readOptions(caller: string, options: DriftOptions): ReadOptions {
  // A copy, and of what it says itself: a polluted prototype must not choose the script.
  const own = Object.assign(Object.create(null) as DriftOptions, options);
  if (development) checkOptions(caller, own);
  else if (!isEmbedId(own.embedId))
    throw new TypeError(`[driftkit] ${caller}: embedId is ${JSON.stringify(own.embedId)}`);
  const { enabled = true, timeout = 15_000, retries = 2, maxQueue = 1000, resetTimeout = 5000 } = own;
  const { embedId, scriptUrl, nonce, config, when = [], onError } = own;
  return {
    embedId,
    enabled,
    timeout,
    retries,
    maxQueue,
    resetTimeout,
    scriptUrl,
    nonce,
    config: config && { ...config },
    when: [when].flat(),
    onError,
  };
}
