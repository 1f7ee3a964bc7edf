import { createEndpoint } from './endpoint';
import type { Endpoint } from './endpoint';
import { assertOptions } from './options';
import type { WebhookHandlerOptions } from './options';
import { readFetchBody } from './read-body';

/** Answers Drift's requests; it never rejects. */
export type WebhookHandler = (request: Request) => Promise<Response>;

/**
 * A Fetch handler that receives Drift's webhooks: Hono, Workers, Deno, Bun and Next.js take it as it is, `node:http`,
 * Express, Connect and Fastify through `toNodeHandler` of `@driftkit/api/node`.
 *
 * It checks the method, the size, the token (in the header where there is one, in the body always) and the org before
 * anything else. It answers 200 after `onEvent` is done, or was done for an earlier delivery of the event. `onEvent` gets
 * every event at least once, and once where nothing fails; the order is not promised, as Drift promises none.
 *
 * @throws TypeError for wrong options, at once
 * @example
 * const webhooks = createWebhookHandler({
 *   verificationToken: process.env.DRIFT_VERIFICATION_TOKEN,
 *   onEvent: async (event) => {
 *     if (event.type === 'new_message') await answer(event.data);
 *   },
 * });
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  assertOptions(options);
  const endpoint = createEndpoint(options);
  const handler: WebhookHandler = async (request) => {
    const { status, headers, body } = await endpoint({
      method: request.method,
      header: (name) => request.headers.get(name),
      headers: () => request.headers,
      read: (maxBodySize) => readFetchBody(request, maxBodySize),
    });
    return new Response(body, { status, headers });
  };
  ENDPOINTS.set(handler, endpoint);
  return handler;
}

const ENDPOINTS = new WeakMap<WebhookHandler, Endpoint>();

/** What is behind a handler of `createWebhookHandler`; undefined for any other. */
export const endpointOf = (handler: WebhookHandler): Endpoint | undefined => ENDPOINTS.get(handler);
