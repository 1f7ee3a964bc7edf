import { readBody, throughNode, toNodeHandler as fetchThroughNode } from '@driftkit/node-handler';
import type { Answer, NodeReply, NodeRequest } from '@driftkit/node-handler';
import { WebhookError } from './webhooks/errors';
import { endpointOf } from './webhooks/handler';
import type { WebhookHandler } from './webhooks/handler';
import { createReport } from './webhooks/report';

export type {
  FastifyReply,
  IncomingRequest,
  NodeReply,
  NodeRequest,
  OutgoingReply,
} from '@driftkit/node-handler';

/**
 * A handler for `node:http`, Express, Connect and Fastify. It answers every request it is given, never calls `next`, and
 * resolves when the answer is handed to the framework.
 *
 * Mount it before a body parser where you can. Behind `express.json()` the parsed body is taken, unless it holds a number
 * that the parser has rounded: then the answer is 500, and the error says what to do.
 *
 * @example
 * app.post('/drift/webhooks', toNodeHandler(webhooks));
 */
export function toNodeHandler<Req extends NodeRequest = NodeRequest, Res extends NodeReply = NodeReply>(
  handler: WebhookHandler,
): (req: Req, res: Res) => Promise<Res> {
  if (typeof handler !== 'function') {
    throw new TypeError('toNodeHandler needs the handler of createWebhookHandler.');
  }
  const endpoint = endpointOf(handler);
  if (endpoint) {
    return throughNode<Req, Res>(({ method, header, request }, { req }) =>
      endpoint({
        method,
        header,
        headers: () => request.headers,
        read: (maxBodySize) => readBody(req, maxBodySize),
      }),
    );
  }
  // Any other Fetch handler, such as a function of the app around ours, which has a bound of its own.
  const maxBodySize = Number.MAX_SAFE_INTEGER;
  return fetchThroughNode<Req, Res>((request) => handler(request), { maxBodySize, failed });
}

const print = createReport(undefined);

/** Only a function of the app around the handler can throw. */
function failed(cause: unknown): Answer {
  print(new WebhookError('hook_failed', 'The handler given to toNodeHandler threw.', { cause }), {});
  return { status: 500, headers: { 'cache-control': 'no-store' }, body: null };
}
