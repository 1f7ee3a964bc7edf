import { toResponse } from './answer';
import { createEndpoint } from './endpoint';
import type { Endpoint } from './endpoint';
import type { IdentityHandlerOptions } from './identity-options';
import { refuseBrowser } from './refuse-browser';
import { factsOf } from './request-facts';

/**
 * The token endpoint as a Fetch handler: Next route handlers, Hono, Bun, Deno and Workers take it as it is, everything
 * built on `node:http` through `toNodeHandler`. The second argument goes to `getUser` untouched.
 */
export interface IdentityHandler<Context = unknown> {
  (
    request: Request,
    ...context: undefined extends Context ? [context?: Context] : [context: Context]
  ): Promise<Response>;
}

const endpoints = new WeakMap<object, Endpoint<never>>();

/** The endpoint inside a handler of ours, for adapters that need no Fetch request and response; else undefined. */
export const endpointOf = <Context>(handler: IdentityHandler<Context>): Endpoint<Context> | undefined =>
  endpoints.get(handler) as Endpoint<Context> | undefined;

/**
 * Creates the endpoint that gives the logged-in user their `userJwt`.
 *
 * It answers 200 `{ userId, userJwt, expiresAt }` (`expiresAt` in epoch seconds, the token's `exp`), 401 when nobody is
 * logged in, 403 to a page of an origin that is not listed, 405, 429 with `Retry-After`, and 503 when `getUser` fails;
 * errors as `{ error: { code, message } }`, always `Cache-Control: no-store`. The handler rejects only with a `TypeError`
 * for what is not a Fetch request. Wrong options throw a `TypeError` at once; in a page it throws `in_browser`.
 *
 * @example
 * const identity = createIdentityHandler({
 *   secret,
 *   getUser: async (request) => (await readSession(request))?.user ?? null,
 * });
 */
export function createIdentityHandler<Context = unknown>(
  options: IdentityHandlerOptions<Context>,
): IdentityHandler<Context> {
  refuseBrowser('createIdentityHandler');
  const endpoint = createEndpoint(options);
  const handler = async (request: Request, context?: Context): Promise<Response> =>
    toResponse(await endpoint(factsOf(request), context as Context), request.method);
  endpoints.set(handler, endpoint);
  return handler;
}
