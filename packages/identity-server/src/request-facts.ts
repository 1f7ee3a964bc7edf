/** All that the handler itself reads of a request; `request` is for `getUser`. */
export interface RequestFacts {
  readonly method: string;
  /** A header by its lower-case name; null where it is absent. */
  header(name: string): string | null;
  /** What the browser calls this server: the `Host` header. */
  host(): string;
  readonly request: Request;
}

/** The facts of a Fetch request. Runtimes that hide `Host` have it in the URL. */
export function factsOf(request: Request): RequestFacts {
  return {
    method: request.method,
    header: (name) => request.headers.get(name),
    host: () => request.headers.get('host') ?? new URL(request.url).host,
    request,
  };
}
