/** What a content-security policy must allow for Drift. Pure: for the server that sends the header, or the build that writes the tag. */
import { DRIFT_HOST, resolveScriptUrl } from './snippet';
import type { ScriptUrl } from './snippet';

export interface DriftCspOptions {
  /** As given to `createDrift`. With a proxy or the sandbox only that origin is allowed, and none of Drift's. */
  scriptUrl?: string | ((embedId: string, bucket: number) => string);
  /** The nonce of this response, as given to `createDrift`. */
  nonce?: string | undefined;
  /**
   * Your own policy, by the names of the directives (`script-src`, or `scriptSrc`). The result is then the whole policy. A directive that it
   * lacks starts from what the browser falls back to (`default-src`), and stays away where it allows everything already.
   */
  policy?: Readonly<Record<string, readonly string[]>>;
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
  const directives = policy ? merge(readPolicy(policy), needed) : needed;
  const header = Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
  return { directives, header };
}

type Directives = Record<string, string[]>;

function neededSources(origin: string, nonce: string | undefined): Directives {
  if (nonce !== undefined && !/^[\w+/-]+=*$/.test(nonce)) refuse('nonce', nonce, 'Base64');
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

function readPolicy(policy: Readonly<Record<string, readonly string[]>>): Directives {
  const read = Object.entries(policy).map(([name, sources]): [string, string[]] => {
    const wrong = [...sources].find((source) => typeof source !== 'string' || /[;,\s]|^$/.test(source));
    if (wrong !== undefined) refuse(`policy["${name}"]`, wrong, 'one source of a directive');
    return [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), [...sources]];
  });
  return Object.fromEntries(read);
}

function originOf(scriptUrl: ScriptUrl): string {
  const page = 'https://page.invalid';
  const address = resolveScriptUrl(scriptUrl, 'abcdefgh1234');
  const { origin, protocol } = new URL(address, page);
  if (!protocol.startsWith('http')) refuse('scriptUrl', address, 'an address of http or https');
  return origin === page ? "'self'" : origin;
}

function refuse(name: string, value: unknown, want: string): never {
  throw new TypeError(`[driftkit] driftCsp: ${name} is ${JSON.stringify(value)}; it must be ${want}`);
}
