import type { Answer } from './answer';
import type { NodeReply } from './node-reply';
import type { NodeRequest } from './node-request';
import { throughNode } from './through-node';
import type { NodeContext } from './through-node';

/** A handler as the Fetch API knows it; its second argument is the framework's own request and reply. */
export type FetchHandler<Context> = (request: Request, context: Context) => Promise<Response>;

/** How a Fetch handler behaves behind a framework of Node. */
export interface NodeHandlerOptions {
  /** The most bytes of a request body the handler can read; 0: the request has no body. */
  maxBodySize: number;
  /** The answer where the handler throws, rejects or returns no response; `cause` is what it threw. */
  failed: (cause: unknown) => Answer;
}

/**
 * Runs a Fetch handler behind `node:http`, Express, Connect and Fastify. It answers every request it is given, never
 * calls `next`, and resolves with the reply when the answer is handed to the framework; it rejects only where the
 * framework's own reply throws.
 *
 * The headers of the request are those that the framework shows to the app. Its body is read from the socket as the
 * handler asks for it; where a body parser was faster, it is `req.rawBody`, the bytes or text in `req.body`, or the
 * parsed JSON in `req.body` written as JSON again. Reading rejects with `BodyTooLargeError` beyond `maxBodySize`, and
 * with a `TypeError` where the parser left nothing exact (another type than JSON, a number beyond 2^53).
 */
export function toNodeHandler<Req extends NodeRequest, Res extends NodeReply>(
  handler: FetchHandler<NodeContext<Req, Res>>,
  { maxBodySize, failed }: NodeHandlerOptions,
): (req: Req, res: Res) => Promise<Res> {
  return throughNode<Req, Res>(async ({ request }, context) => {
    try {
      return await answerOf(await handler(request, context));
    } catch (cause) {
      return failed(cause);
    }
  }, maxBodySize);
}

/** A Fetch response as an answer. */
export async function answerOf(response: Response): Promise<Answer> {
  const { status, headers, body } = response;
  const cookies = headers.getSetCookie();
  return {
    status,
    headers: { ...Object.fromEntries(headers), ...(cookies.length > 0 && { 'set-cookie': cookies }) },
    body: body && new Uint8Array(await response.arrayBuffer()),
  };
}
