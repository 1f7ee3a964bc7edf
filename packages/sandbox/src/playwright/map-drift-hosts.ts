import type { BrowserContext, Route } from '@playwright/test';
import type { Sandbox } from '../create-sandbox';
import { bodyOf, showBodies } from './bodies';
import { bridgeSocket } from './bridge-socket';

/** Every host that Drift's own files and policies name (observed). Nothing for them ever leaves the machine. */
const DRIFT_HOSTS = /^(.+\.)?(driftt?\.com|driftapi\.com)$|^driftt\.imgix\.net$/;

/**
 * From now on every page of this context finds the sandbox wherever it looks for Drift: its script, its frames and their live
 * streams, each under the address the page used. Resolves when this holds; pages already open must be loaded again.
 *
 * It is done by routing, so that no certificate is needed and a page's own policy still counts. What a service worker asks for,
 * Playwright routes in Chromium alone.
 */
export async function mapDriftHosts(context: BrowserContext, sandbox: Pick<Sandbox, 'url'>): Promise<void> {
  const isDrift = (url: URL): boolean => DRIFT_HOSTS.test(url.hostname);
  await context.route(isDrift, (route) => answer(route, sandbox.url));
  await context.routeWebSocket(isDrift, (socket) => bridgeSocket(socket, sandbox.url));
  await showBodies(context, DRIFT_HOSTS);
}

async function answer(route: Route, sandboxUrl: string): Promise<void> {
  const request = route.request();
  const asked = new URL(request.url());
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
