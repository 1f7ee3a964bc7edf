import { throughNode, toNodeHandler as fetchThroughNode } from '@driftkit/node-handler';
import type { Answer, NodeContext, NodeReply, NodeRequest } from '@driftkit/node-handler';
import { refused } from './answer';
import { IdentityError } from './errors';
import { logFault } from './hooks';
import { endpointOf } from './identity-handler';
import type { IdentityHandler } from './identity-handler';

export type {
  FastifyReply,
  IncomingRequest,
  NodeContext,
  NodeReply,
  NodeRequest,
  OutgoingReply,
} from '@driftkit/node-handler';

/**
 * A handler for `node:http`, Express, Connect and Fastify. It answers every request it is given, never calls `next`, and
 * resolves when the answer is handed to the framework; it rejects only where the framework's own reply throws. The request
 * that `getUser` sees has the headers that the framework shows to the app, and no body.
 *
 * @example
 * const identity = createIdentityHandler({
 *   secret,
 *   getUser: (_request, { req }) => req.session.user ?? null,
 * });
 * app.all('/api/drift-identity', toNodeHandler(identity));
 */
export function toNodeHandler<Req extends NodeRequest = NodeRequest, Res extends NodeReply = NodeReply>(
  handler: IdentityHandler<NodeContext<Req, Res>>,
): (req: Req, res: Res) => Promise<Res> {
  if (typeof handler !== 'function')
    throw new TypeError('toNodeHandler needs the handler of createIdentityHandler.');
  const endpoint = endpointOf(handler);
  if (endpoint) return throughNode<Req, Res>(endpoint);
  // Any other Fetch handler, such as a function of the app around ours.
  return fetchThroughNode<Req, Res>(handler, { maxBodySize: 0, failed: handlerFailed });
}

function handlerFailed(cause: unknown): Answer {
  logFault(new IdentityError('handler_failed', 'The handler given to toNodeHandler threw.', { cause }));
  return refused('handler_failed');
}
