import type { RequestFacts } from '@driftkit/node-handler';

/**
 * Where a request comes from: `own` (this origin, or no page at all), `listed` (another one, and the options name it),
 * `foreign`.
 */
export type OriginVerdict = { from: 'own' } | { from: 'listed'; origin: string } | { from: 'foreign' };

/** Throws a `TypeError` unless each entry is an origin exactly as browsers send it. */
export function assertOrigins(origins: unknown): asserts origins is readonly string[] {
  if (!Array.isArray(origins))
    throw new TypeError('origins must be a list, such as ["https://app.example.com"].');
  for (const origin of origins) assertOrigin(origin);
}

function assertOrigin(origin: unknown): void {
  if (origin === '*' || origin === 'null') {
    throw new TypeError(
      `origins may not contain "${origin}": any site could then ask for your users' tokens.`,
    );
  }
  const proper = typeof origin === 'string' ? properOrigin(origin) : undefined;
  if (proper === origin && proper !== undefined) return;
  throw new TypeError(
    `origins must be written as browsers send them, scheme, host and port alone, without wildcards, and not ${JSON.stringify(origin)}` +
      (proper === undefined ? '.' : `: write "${proper}".`),
  );
}

/** The origin of a URL; schemes the URL standard does not know (`capacitor://localhost`) are spelled out by hand. */
function properOrigin(text: string): string | undefined {
  if (text.includes('*') || !URL.canParse(text)) return undefined;
  const { origin, protocol, host } = new URL(text);
  if (origin !== 'null') return origin;
  return host === '' ? undefined : `${protocol}//${host}`;
}

/**
 * A listed origin is as good as our own. Any other is judged by `Sec-Fetch-Site`, which a page cannot forge; where a
 * browser sends none, by `Origin` against `Host`, scheme aside, so that a TLS proxy changes nothing. A request with
 * neither passes: it comes from an app, an old browser, or over plain http. No foreign page can read its answer
 * (THREAT-MODEL.md).
 */
export function judgeOrigin(facts: RequestFacts, listed: ReadonlySet<string>): OriginVerdict {
  const origin = facts.header('origin');
  if (origin !== null && listed.has(origin)) return { from: 'listed', origin };
  const site = facts.header('sec-fetch-site');
  if (site !== null) return { from: site === 'same-origin' || site === 'none' ? 'own' : 'foreign' };
  return { from: origin === null || isHost(origin, facts.host()) ? 'own' : 'foreign' };
}

/** Both through the URL parser, under the origin's scheme: it drops that scheme's default port from either. */
function isHost(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  const own = `${protocol}//${host}`;
  return originHost !== '' && URL.canParse(own) && new URL(own).host === originHost;
}
