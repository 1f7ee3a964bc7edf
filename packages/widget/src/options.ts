import type { Trigger } from './triggers/trigger';
import type { DriftError } from './errors';
import { show } from './messages';
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

/** Throws for an option: which, with what value, and what it must be. */
export const refuseOption =
  (caller: string) =>
  (name: string, value: unknown, want: string): never => {
    throw new TypeError(`[driftkit] ${caller}: ${name} is ${show(value)}; it must be ${want}`);
  };

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
  const refuse = refuseOption(caller);
  if (typeof embedId !== 'string' || !/^[\w-]+$/.test(embedId))
    refuse('embedId', embedId, "the id in your Drift snippet, drift.load('…')");
  for (const [name, value] of Object.entries({ timeout, retries, maxQueue, resetTimeout }))
    if (typeof value !== 'number' || !(value >= 0 && value <= LONGEST))
      refuse(name, value, `a number from 0 to ${LONGEST}`);
  const kinds: [name: string, value: unknown, isRight: boolean, want: string][] = [
    [
      'scriptUrl',
      options.scriptUrl,
      ['string', 'function'].includes(typeof options.scriptUrl),
      'a base or a function',
    ],
    ['onError', options.onError, typeof options.onError === 'function', 'a function'],
    ['config', options.config, typeof options.config === 'object' && options.config !== null, 'an object'],
    [
      'when',
      options.when,
      [options.when].flat().every((trigger) => typeof trigger?.start === 'function'),
      'a trigger, or a list of them',
    ],
  ];
  for (const [name, value, isRight, want] of kinds)
    if (value !== undefined && !isRight) refuse(name, value, want);
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
