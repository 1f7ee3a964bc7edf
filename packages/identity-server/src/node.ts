import { refused } from './answer';
import type { Answer } from './answer';
import { IdentityError } from './errors';
import { logFault } from './hooks';
import { endpointOf } from './identity-handler';
import type { IdentityHandler } from './identity-handler';
import { lazyRequest } from './lazy-request';
import { sendAnswer } from './node-reply';
import type { FastifyReply, NodeReply, OutgoingReply } from './node-reply';
import { headerOf, hostOf, incomingOf } from './node-request';
import type { IncomingRequest, NodeRequest } from './node-request';
import type { RequestFacts } from './request-facts';

export type { FastifyReply, IncomingRequest, NodeReply, NodeRequest, OutgoingReply };

/** What `getUser` gets as its context: the framework's own request, with `req.session` on it, and its reply. */
export interface NodeContext<Req = NodeRequest, Res = NodeReply> {
  readonly req: Req;
  readonly res: Res;
}

/**
 * A handler for `node:http`, Express, Connect and Fastify. It answers every request it is given, never calls `next`, and
 * resolves when the answer is handed to the framework; it rejects only where the framework's own reply throws. The request
 * that `getUser` sees has no body.
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
  const endpoint = endpointOf(handler) ?? fetchEndpoint(handler);
  return async (req, res) => {
    sendAnswer(res, await endpoint(nodeFacts(req), { req, res }));
    return res;
  };
}

function nodeFacts(req: NodeRequest): RequestFacts {
  const incoming = incomingOf(req);
  return {
    method: incoming.method ?? 'GET',
    header: (name) => headerOf(incoming, name),
    host: () => hostOf(incoming),
    request: lazyRequest(req),
  };
}

/** Any other Fetch handler, such as a function of the app around ours. */
function fetchEndpoint<Context>(handler: IdentityHandler<Context>) {
  return async ({ request }: RequestFacts, context: Context): Promise<Answer> => {
    try {
      return await answerOf(await (handler as IdentityHandler)(request, context));
    } catch (cause) {
      logFault(new IdentityError('handler_failed', 'The handler given to toNodeHandler threw.', { cause }));
      return refused('unavailable');
    }
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const { status, headers, body } = response;
  const cookies = headers.getSetCookie();
  return {
    status,
    headers: { ...Object.fromEntries(headers), ...(cookies.length > 0 && { 'set-cookie': cookies }) },
    body: body && (await response.text()),
  };
}
