/** What a content-security policy must allow for Drift. Pure: for the server that sends the header, or the build that writes the tag. */
import { show } from './messages';
import { DRIFT_HOST, resolveScriptUrl } from './snippet';
import type { ScriptUrl } from './snippet';

/** The sources of each directive: a list, or one string as in a header. */
type CspPolicy = Readonly<Record<string, string | Iterable<string>>>;

export interface DriftCspOptions {
  /** As given to `createDrift`. With a proxy or the sandbox only that origin is allowed, and none of Drift's. */
  scriptUrl?: string | ((embedId: string, bucket: number) => string);
  /** The nonce of this response, as given to `createDrift`. */
  nonce?: string | undefined;
  /**
   * Your own policy, by the names of the directives (`script-src`, or `scriptSrc`): each a list of sources, or one string. The result is then the whole policy. A directive that it
   * lacks starts from what the browser falls back to (`default-src`), and stays away where it allows everything already.
   */
  policy?: CspPolicy;
}

export interface DriftCsp {
  /** The sources by directive, in the shape that helmet's `contentSecurityPolicy.directives` takes. */
  directives: Record<string, string[]>;
  /** The same as the value of a `Content-Security-Policy` header. */
  header: string;
}

/**
 * The content-security policy that Drift needs, as far as it is known: the sources are those of policies that work on public sites.
 *
 * - `script-src`, `frame-src`: the script and the two frames. Certain: without them there is no widget. The frames come from
 *   `js.driftt.com`, with two t; `*.drift.com` alone blocks them.
 * - `style-src`: the style that Drift writes into your page. Likely. Browsers ignore `'unsafe-inline'` beside a nonce or a hash.
 * - `connect-src`, `img-src`, `font-src`, `media-src`: requests, avatars, fonts and the sound of a message. Less sure: Drift does nearly
 *   all of it inside its frames, which your policy does not reach, and one audited site did without.
 *
 * Send it as one header: a second policy never adds to the first, a browser enforces both.
 *
 * @throws TypeError when an option is wrong.
 * @example
 * const { header } = driftCsp({ nonce, policy: { 'default-src': ["'self'"], 'frame-src': ["'none'"] } })
 * response.setHeader('Content-Security-Policy', header)
 */
export function driftCsp({ scriptUrl, nonce, policy }: DriftCspOptions = {}): DriftCsp {
  const needed = neededSources(originOf(scriptUrl), nonce);
  const directives = policy !== undefined ? merge(readPolicy(policy), needed) : needed;
  const header = Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
  return { directives, header };
}

type Directives = Record<string, string[]>;

function neededSources(origin: string, nonce: string | undefined): Directives {
  if (nonce !== undefined && (typeof nonce !== 'string' || !/^[\w+/-]+=*$/.test(nonce)))
    refuse('nonce', nonce, 'Base64');
  const drifts = (...hosts: string[]): string[] => (origin === DRIFT_HOST ? hosts : []);
  return {
    'script-src': [origin, ...(nonce === undefined ? [] : [`'nonce-${nonce}'`])],
    'frame-src': [origin, ...drifts('https://*.drift.com')],
    'style-src': [origin, "'unsafe-inline'"],
    'connect-src': [origin, ...drifts('https://*.drift.com', 'https://*.driftapi.com', 'wss://*.drift.com')],
    'img-src': [origin, ...drifts('https://*.drift.com', 'https://driftt.imgix.net'), 'data:'],
    'font-src': [origin, 'data:'],
    'media-src': [origin],
  };
}

/** Where a browser looks for a directive that a policy does not have. */
const fallbacks = (name: string): string[] =>
  name === 'frame-src' ? ['child-src', 'default-src'] : ['default-src'];

function merge(policy: Directives, needed: Directives): Directives {
  const merged = { ...policy };
  const allow = (name: string, known: string[] | undefined, sources: string[]): void => {
    if (known) merged[name] = [...new Set([...known.filter((source) => source !== "'none'"), ...sources])];
  };
  for (const [name, sources] of Object.entries(needed)) {
    const known = [name, ...fallbacks(name)].find((other) => policy[other]);
    allow(name, known === undefined ? undefined : policy[known], sources);
    // Where it stands, it is this one that counts for elements, and so for all of Drift's.
    allow(`${name}-elem`, policy[`${name}-elem`], sources);
  }
  // The name of the policy that the loader makes for the address of its script tag.
  allow('trusted-types', policy['trusted-types'], ['driftkit']);
  return merged;
}

function readPolicy(policy: CspPolicy): Directives {
  if (typeof policy !== 'object' || policy === null || Symbol.iterator in policy)
    refuse('policy', policy, 'an object of directives');
  const read: Directives = {};
  for (const [given, sources] of Object.entries(policy)) {
    const name = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (!/^[a-z][a-z-]*$/.test(name)) refuse('policy', given, 'an object whose keys are names of directives');
    // A directive may come under both of its spellings.
    read[name] = [...(read[name] ?? []), ...sourcesOf(`policy["${given}"]`, sources)];
  }
  return read;
}

/** One string may hold several sources, as a header does; in a list each item is one. */
function sourcesOf(directive: string, sources: string | Iterable<string>): string[] {
  const isList = typeof sources === 'object' && sources !== null && Symbol.iterator in sources;
  if (typeof sources !== 'string' && !isList) refuse(directive, sources, 'a string or a list of sources');
  const list = typeof sources === 'string' ? sources.split(/\s+/).filter(Boolean) : [...sources];
  for (const source of list)
    if (typeof source !== 'string' || /[;,\s]|^$/.test(source))
      refuse(directive, source, 'made of sources, each a string without spaces, commas or semicolons');
  return list;
}

function originOf(scriptUrl: ScriptUrl): string {
  const page = 'https://page.invalid';
  const address = resolveScriptUrl(scriptUrl, 'abcdefgh1234');
  const { origin, protocol } = new URL(address, page);
  if (!protocol.startsWith('http')) refuse('scriptUrl', address, 'an address of http or https');
  return origin === page ? "'self'" : origin;
}

function refuse(name: string, value: unknown, want: string): never {
  throw new TypeError(`[driftkit] driftCsp: ${name} is ${show(value)}; it must be ${want}`);
}
