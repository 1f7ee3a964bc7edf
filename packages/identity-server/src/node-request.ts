/** What is read of Node's own request, of HTTP/1 and HTTP/2. */
export interface IncomingRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawHeaders: readonly string[];
  readonly socket?: object | undefined;
}

/** A request of a framework built on Node's own; Fastify keeps that under `raw`. */
export type NodeRequest = IncomingRequest | { readonly raw: IncomingRequest };

/** What frameworks add to Node's request, each in its own way. */
interface FrameworkRequest {
  readonly raw?: IncomingRequest;
  /** Express and Connect: the path before a mount point was cut off. */
  readonly originalUrl?: unknown;
  /** Express and Fastify: the scheme, with the app's own setting of which proxies to trust. */
  readonly protocol?: unknown;
}

/** Node's own request. */
export const incomingOf = (req: NodeRequest): IncomingRequest =>
  (req as FrameworkRequest).raw ?? (req as IncomingRequest);

/** A header by its lower-case name; null where it is absent. */
export function headerOf(incoming: IncomingRequest, name: string): string | null {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}

/** The host as the client names it; HTTP/2 has it in a pseudo-header. */
export const hostOf = (incoming: IncomingRequest): string =>
  headerOf(incoming, 'host') ?? headerOf(incoming, ':authority') ?? '';

/** The full URL of a request, and a harmless one where the client sent nonsense. */
export function urlOf(req: NodeRequest): string {
  const incoming = incomingOf(req);
  const { originalUrl, protocol } = req as FrameworkRequest;
  const encrypted = (incoming.socket as { encrypted?: boolean } | undefined)?.encrypted === true;
  const scheme = protocol === 'http' || protocol === 'https' ? protocol : encrypted ? 'https' : 'http';
  const path = typeof originalUrl === 'string' ? originalUrl : (incoming.url ?? '/');
  const url = `${scheme}://${hostOf(incoming)}${path.startsWith('/') ? path : '/'}`;
  return URL.canParse(url) ? new URL(url).href : `${scheme}://localhost/`;
}

/** The headers as the Fetch API has them. What it would not take (a pseudo-header of HTTP/2) is left out. */
export function headersOf(incoming: IncomingRequest): Headers {
  const headers = new Headers();
  const { rawHeaders } = incoming;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]];
    if (!name.startsWith(':')) headers.append(name, value);
  }
  return headers;
}
