/**
 * Drift's half of the document: the stub that its snippet leaves, the queue, and the script tag.
 * The only file that touches the document's scripts. Behaviour of the official snippet 0.3.1, without its inline script.
 */
import { pageRegistry } from './registry';
import type { ScriptPolicy } from './registry';
import type { QueueEntry, VendorDrift } from './vendor';

/** The snippet's stubs, in its order. `setUserAttributes` and `api` are not among them: they exist only once Drift is in. */
const STUBS = ['identify', 'config', 'track', 'reset', 'debug', 'show', 'ping', 'page', 'hide', 'off', 'on'];
/** Drift's address, on its host or through a proxy: the cache key is a number, which tells it from a page's own `/include/…`. */
const INCLUDE = /\/include\/\d+\/([\w-]+)\.js(?:[?#]|$)/;
export const OWN_TAG = 'data-drift-embed-id';
const FIVE_MINUTES = 300_000;
/** The elements in which Drift draws its frames: V2's hosts, and the container of the V1 widget. */
const HOSTS =
  '.drift-conductor-item, [id^="drift-frame-"], #drift-widget-container, #drift-widget-content-box';
export const DRIFT_HOST = 'https://js.driftt.com';

export type ScriptUrl = string | ((embedId: string, bucket: number) => string) | undefined;

export function resolveScriptUrl(scriptUrl: ScriptUrl, embedId: string): string {
  const bucket = Math.ceil(Date.now() / FIVE_MINUTES) * FIVE_MINUTES; // what its address is cached by
  if (typeof scriptUrl === 'function') return scriptUrl(embedId, bucket);
  return `${(scriptUrl ?? DRIFT_HOST).replace(/\/+$/, '')}/include/${bucket}/${embedId}.js`;
}

/** The object under Drift's global names, the live one first. Undefined when a blocker forbids reading them. */
export function vendorDrift(): VendorDrift | undefined {
  try {
    return isLive(window.drift) || !isLive(window.driftt) ? window.drift : window.driftt;
  } catch {
    return undefined;
  }
}

/** Whether Drift's library runs: `init` is a method that only it installs, and `unload` takes `hasInitialized` back. */
const isLive = (drift: VendorDrift | undefined): boolean =>
  Boolean(drift?.init) && drift?.hasInitialized !== false;

/** The Drift that runs on this page. */
export function liveDrift(): VendorDrift | undefined {
  const drift = vendorDrift();
  return isLive(drift) ? drift : undefined;
}

/** Whether the Drift of the page goes on living whatever is removed: a library without `unload`. */
export function staysLive(): boolean {
  const drift = liveDrift();
  return drift !== undefined && typeof drift.unload !== 'function';
}

/**
 * Leaves both globals as the official snippet does: one array, with stubs that queue. A stub or a live Drift that is already there is kept.
 * A function in its place (`drift('track', …)`, as consent managers leave it) is replaced, and what is in its queue is kept.
 * Code on the page that brings its own snippet later finds `invoked`, and its `load` asks us instead of adding a second script.
 */
export function installStub(): VendorDrift {
  const found = isLive(window.drift) ? window.drift : (window.driftt ?? window.drift);
  const isKept = Array.isArray(found) || isLive(found);
  const drift: VendorDrift = found && isKept ? found : queuedBy(found);
  // Written only where it changes something: a blocker may guard the names.
  if (window.drift !== drift) window.drift = drift;
  if (window.driftt !== drift) window.driftt = drift;
  if (isLive(drift) || drift.invoked) return drift;
  const factory =
    (method: string) =>
    (...args: unknown[]): VendorDrift => {
      drift.push([method, ...args]);
      return drift;
    };
  const stubs = Object.fromEntries(STUBS.map((method) => [method, factory(method)]));
  return Object.assign(drift, stubs, {
    invoked: true,
    methods: [...STUBS],
    factory,
    load: (embedId: string) => pageRegistry().askedToLoad?.(embedId),
    SNIPPET_VERSION: '0.3.1',
  });
}

/** The queue of a function stub. Each entry is the `arguments` of a call. */
function queuedBy(stub: unknown): VendorDrift {
  const queue = (stub as { q?: Iterable<ArrayLike<unknown>> } | undefined)?.q ?? [];
  return Array.from(queue, (args) => Array.from(args) as QueueEntry);
}

/** Takes an entry back out of Drift's queue; false when Drift took it already, or other code has frozen the queue. */
export function takeBack(entry: QueueEntry): boolean {
  const drift: unknown = vendorDrift();
  // A library may leave a function in the place of the array.
  const index = Array.isArray(drift) && !liveDrift() ? drift.indexOf(entry) : -1;
  if (index < 0 || Object.isFrozen(drift)) return false;
  (drift as VendorDrift).splice(index, 1);
  return true;
}

/** Calls a method of the Drift that is on the page now: it swaps its stubs for live ones, so none may be kept. Throws where there is none. */
export function callVendor(path: string, args: unknown[]): void {
  let owner: unknown;
  let call: unknown = vendorDrift();
  for (const name of path.split('.'))
    [owner, call] = [call, (call as Record<string, unknown> | undefined)?.[name]];
  Reflect.apply(call as () => void, owner, args);
}

/** Finds Drift's script tag on this page, also one that other code added, and the embedId it loads. */
export function findScript(): { script: HTMLScriptElement; embedId: string } | undefined {
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[src]')) {
    const embedId = script.getAttribute(OWN_TAG) ?? INCLUDE.exec(script.src)?.[1];
    if (embedId) return { script, embedId };
  }
  return undefined;
}

/** The other embedId that has this page, by its Drift or by its script tag. */
export function occupant(embedId: string): string | undefined {
  const there = liveDrift()?.embedId ?? findScript()?.embedId;
  return there === embedId ? undefined : there;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy;
}

/** The address as the page's Trusted Types want it (the policy is named `driftkit`), or as it is where there are none. */
function trusted(url: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return url;
  // One for all copies of this package: a policy's name can be taken only once.
  const registry = pageRegistry();
  registry.policy ??= types.createPolicy('driftkit', { createScriptURL: (given) => given });
  return registry.policy.createScriptURL(url) as string; // a TrustedScriptURL, which the DOM's types still call a string
}

/** Adds the script tag. No `crossorigin`: Drift's own tag has none in effect, and its servers need not answer CORS. */
export function insertScript(url: string, embedId: string, nonce: string | undefined): HTMLScriptElement {
  const script = document.createElement('script');
  script.async = true;
  script.setAttribute(OWN_TAG, embedId);
  // By attribute: where a policy came by header, browsers hide the property's value from selectors and copies.
  if (nonce) script.setAttribute('nonce', nonce);
  script.src = trusted(url);
  (document.head ?? document.documentElement).append(script);
  return script;
}

/** Takes everything of Drift off the page: its library by its own `unload` where it has one, the tag, the frames, both globals. */
export function removeDrift(): void {
  const drift = vendorDrift();
  try {
    drift?.unload?.();
  } finally {
    findScript()?.script.remove();
    for (const element of frameElements()) element.remove();
    delete window.drift;
    delete window.driftt;
  }
}

/** The hosts and the iframes in them: a visible child shows through a hidden parent. */
export const frameElements = (hosts: string = HOSTS): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(hosts)].flatMap((host) => [
    host,
    ...host.querySelectorAll<HTMLElement>('iframe'),
  ]);

/** Some environments have none: there nothing is seen that nobody asks for. */
export const createObserver = (seen: () => void): MutationObserver | undefined =>
  typeof MutationObserver === 'function' ? new MutationObserver(seen) : undefined;
