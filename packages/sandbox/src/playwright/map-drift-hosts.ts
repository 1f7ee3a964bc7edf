import type { BrowserContext, Route } from '@playwright/test';
import type { Sandbox } from '../create-sandbox';
import { bodyOf, showBodies } from './bodies';
import { bridgeSocket } from './bridge-socket';

/** Every host that Drift's own files and policies name (observed). Nothing for them ever leaves the machine. */
const DRIFT_HOSTS = /^(.+\.)?(driftt?\.com|driftapi\.com)$|^driftt\.imgix\.net$/;

/** Where Drift's REST API is. Every other host is the browser half's. */
const API_HOSTS: readonly string[] = ['driftapi.com', 'api.drift.com'];

/** Where the two halves of a sandbox listen. */
export type SandboxAddresses = Pick<Sandbox, 'url' | 'apiUrl'>;

/**
 * From now on every page of this context finds the sandbox wherever it looks for Drift: its script, its frames, their live
 * streams, and the REST API, each under the address the page used. Resolves when this holds; pages already open must be loaded again.
 *
 * It is done by routing, so that no certificate is needed and a page's own policy still counts. What a service worker asks for,
 * Playwright routes in Chromium alone.
 */
export async function mapDriftHosts(context: BrowserContext, sandbox: SandboxAddresses): Promise<void> {
  const isDrift = (url: URL): boolean => DRIFT_HOSTS.test(url.hostname);
  await context.route(isDrift, (route) => answer(route, sandbox));
  await context.routeWebSocket(isDrift, (socket) => bridgeSocket(socket, sandbox.url));
  await showBodies(context, DRIFT_HOSTS);
}

/** The address of the half that answers for this host. */
export function halfFor(host: string, { url, apiUrl }: SandboxAddresses): string {
  return API_HOSTS.includes(host) ? apiUrl : url;
}

async function answer(route: Route, sandbox: SandboxAddresses): Promise<void> {
  const request = route.request();
  const asked = new URL(request.url());
  const sandboxUrl = halfFor(asked.hostname, sandbox);
  try {
    const headers = await request.allHeaders();
    const body = bodyOf(request, headers);
    const response = await route.fetch({
      url: sandboxUrl + asked.pathname + asked.search,
      headers: headersFor(headers, asked.origin, sandboxUrl),
      ...(body !== null && { postData: body }),
      maxRedirects: 0,
      // How long an answer takes is for the page to judge, and for the sandbox's faults to decide.
      timeout: 0,
    });
    await route.fulfill({ response });
  } catch {
    // Cut off in the middle, or nobody is there any more; the page may be gone as well.
    await route.abort('connectionfailed').catch(() => undefined);
  }
}

/** The same request as the sandbox would get it under its own name. */
function headersFor(
  headers: Readonly<Record<string, string>>,
  askedOrigin: string,
  sandboxUrl: string,
): Record<string, string> {
  const { host: _host, 'content-length': _length, origin, ...kept } = headers;
  if (origin === undefined) return kept;
  return { ...kept, origin: origin === askedOrigin ? sandboxUrl : origin };
}
