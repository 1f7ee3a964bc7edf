import { lazyRequest } from './lazy-request';
import { headerOf, hostOf } from './node-headers';
import { sendAnswer } from './node-reply';
import type { NodeReply } from './node-reply';
import { headersOf, methodOf } from './node-request';
import type { NodeRequest } from './node-request';
import type { Answer } from './answer';
import type { RequestFacts } from './request-facts';

/** What a handler gets as its context: the framework's own request, with `req.session` on it, and its reply. */
export interface NodeContext<Req = NodeRequest, Res = NodeReply> {
  readonly req: Req;
  readonly res: Res;
}

/** Answers a request without the cost of a Fetch request and response. */
export type NodeAnswering<Context> = (facts: RequestFacts, context: Context) => Promise<Answer>;

/**
 * The listener of a framework that answers with `answering`; it resolves with the reply when the answer is handed over.
 * The request that `answering` sees has at most `maxBodySize` bytes of a body; with 0 it has none.
 */
export function throughNode<Req extends NodeRequest, Res extends NodeReply>(
  answering: NodeAnswering<NodeContext<Req, Res>>,
  maxBodySize = 0,
): (req: Req, res: Res) => Promise<Res> {
  return async (req, res) => {
    if (!isReply(res)) {
      throw new TypeError(
        'This handler is for Node: call it with a request and a reply. Where a Fetch handler is expected, use the handler without toNodeHandler.',
      );
    }
    sendAnswer(res, await answering(factsOf(req, maxBodySize), { req, res }));
    return res;
  };
}

const isReply = (res: unknown): boolean =>
  typeof res === 'object' && res !== null && ('writeHead' in res || 'raw' in res);

function factsOf(req: NodeRequest, maxBodySize: number): RequestFacts {
  const headers = headersOf(req);
  return {
    method: methodOf(req),
    header: (name) => headerOf(headers, name),
    host: () => hostOf(headers),
    request: lazyRequest(req, maxBodySize),
  };
}
