import type { RequestFacts } from '@driftkit/node-handler';

/**
 * The facts of a Fetch request. Runtimes that hide `Host` have it in the URL. Throws a `TypeError` for the request of a
 * framework of Node.
 */
export function factsOf(request: Request): RequestFacts {
  if (typeof (request as Partial<Request> | undefined)?.headers?.get !== 'function') {
    throw new TypeError(
      'This handler takes a Request of the Fetch API. In Express, Connect, Fastify and the server of Node, ' +
        'mount toNodeHandler(identity) of @driftkit/identity-server/node.',
    );
  }
  return {
    method: request.method,
    header: (name) => request.headers.get(name),
    host: () => request.headers.get('host') ?? hostOf(request.url),
    request,
  };
}

/** The URL of a mock may be a path only. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
