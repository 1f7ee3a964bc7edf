/** The part of Node's request that is read, in HTTP/1 and HTTP/2. */
export interface IncomingRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly socket?: object | undefined;
}

/** A request of a framework built on Node's own; Fastify keeps that under `raw`. */
export type NodeRequest = IncomingRequest | { readonly raw: IncomingRequest };

/** What frameworks add to Node's request, each in its own way. */
interface FrameworkRequest {
  readonly raw?: IncomingRequest;
  readonly headers?: unknown;
  /** Express and Connect: the path before a mount point was cut off. */
  readonly originalUrl?: unknown;
  /** Express and Fastify: the scheme, with the app's own setting of which proxies to trust. */
  readonly protocol?: unknown;
}

/** Node's own request. */
export const incomingOf = (req: NodeRequest): IncomingRequest =>
  (req as FrameworkRequest).raw ?? (req as IncomingRequest);

export const methodOf = (req: NodeRequest): string => incomingOf(req).method ?? 'GET';

/**
 * The headers as the framework shows them to the app's own code. Middleware changes these, serverless adapters and mocks
 * fill in these alone, and Fastify keeps changed ones on its own request: `rawHeaders` says none of that. `Headers` of the
 * Fetch API and a `Map` are read too: as a record they would look empty, and a request without `Origin` passes as our own.
 */
export function headersOf(req: NodeRequest): Readonly<Record<string, unknown>> {
  const headers = (req as FrameworkRequest).headers ?? incomingOf(req).headers;
  if (typeof headers !== 'object' || headers === null) return {};
  if (Symbol.iterator in headers) return Object.fromEntries(headers as Iterable<[string, unknown]>);
  return headers as Record<string, unknown>;
}

/** What would end the host in a URL: a client that sends it as `Host` would choose the path, too. */
const NO_HOST = /[/?#@\\\s]/;

/** The full URL of a request, and a harmless one where the client sent nonsense. */
export function urlOf(req: NodeRequest, host: string): string {
  const incoming = incomingOf(req);
  const { originalUrl, protocol } = req as FrameworkRequest;
  const encrypted = (incoming.socket as { encrypted?: boolean } | undefined)?.encrypted === true;
  const scheme = protocol === 'http' || protocol === 'https' ? protocol : encrypted ? 'https' : 'http';
  const path = typeof originalUrl === 'string' ? originalUrl : (incoming.url ?? '/');
  const url = `${scheme}://${host}${path.startsWith('/') ? path : '/'}`;
  return !NO_HOST.test(host) && URL.canParse(url) ? new URL(url).href : `${scheme}://localhost/`;
}
