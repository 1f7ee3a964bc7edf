import type { RequestFacts } from '@driftkit/node-handler';

/** The facts of a Fetch request. Runtimes that hide `Host` have it in the URL. */
export function factsOf(request: Request): RequestFacts {
  return {
    method: request.method,
    header: (name) => request.headers.get(name),
    host: () => request.headers.get('host') ?? new URL(request.url).host,
    request,
  };
}
