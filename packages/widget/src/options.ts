import type { DriftError } from './errors';
import { checkOptions, isEmbedId } from './checks';
import { development } from './messages';
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
  /** Milliseconds from just before the script tag to ready, all retries together. Default 15000. */
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

type Defaults = Required<Pick<DriftOptions, 'enabled' | 'timeout' | 'retries' | 'maxQueue' | 'resetTimeout'>>;

/** The options with their defaults, taken once. */
export type ReadOptions = Omit<DriftOptions, 'when'> & Defaults & { when: readonly Trigger[] };

/**
 * `more`: the defaults of options that not everybody has.
 * @throws TypeError when an option is wrong; the production build checks the `embedId` alone.
 */
export function readOptions<O extends DriftOptions, More extends object>(
  caller: string,
  options: O,
  more?: More,
): O & More & ReadOptions {
  const defaults: Defaults = {
    enabled: true,
    timeout: 15_000,
    retries: 2,
    maxQueue: 1000,
    resetTimeout: 5000,
  };
  // Of what it says itself: a polluted prototype must not choose the script.
  const read = Object.assign(Object.create(null) as O & More & ReadOptions, defaults, more);
  const given = { ...options } as object as Record<string, unknown>;
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) Object.assign(read, { [name]: value });
  if (development) checkOptions(caller, given);
  else if (!isEmbedId(read.embedId))
    throw new TypeError(`[driftkit] ${caller}: embedId is ${JSON.stringify(read.embedId)}`);
  const { config, when = [] } = read;
  return Object.assign(read, { config: config && { ...config }, when: [when].flat() });
}
