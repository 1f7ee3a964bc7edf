import type { Context, MiddlewareHandler } from 'hono';
import { RequestError } from './request-error';

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Refuses requests that reach us under a name that is not ours. Without this, any web page could point its own
 * domain at 127.0.0.1 and would then count as same-origin (DNS rebinding).
 */
export function knownHostsOnly(allowed: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const problem = hostProblem(c, allowed);
    if (problem !== undefined) throw new RequestError('unknown_host', problem);
    await next();
  };
}

/** Why a request is not answered under the name it came to, as a sentence; undefined where it is. */
export function hostProblem(c: Context, allowed: readonly string[]): string | undefined {
  const name = hostOf(c).replace(/:\d+$/, '').toLowerCase();
  if (LOOPBACK.test(name) || allowed.includes(name)) return undefined;
  return `This sandbox does not answer under the name "${name.slice(0, 255)}". Use localhost, or list the name in allowedHosts.`;
}

/**
 * Refuses what another site's page asks for: the sandbox's own frames and console are same-origin, and a test
 * or a command line sends neither header.
 */
export const sameOriginOnly: MiddlewareHandler = async (c, next) => {
  if (isForeign(c)) {
    throw new RequestError('cross_site', 'A page of another origin may not use this part of the sandbox.');
  }
  await next();
};

function isForeign(c: Context): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  // Not every browser sends Sec-Fetch-Site with a WebSocket, but each sends Origin.
  const origin = c.req.header('Origin');
  return origin !== undefined && originHost(origin) !== hostOf(c);
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function hostOf(c: Context): string {
  return c.req.header('Host') ?? new URL(c.req.url).host;
}
