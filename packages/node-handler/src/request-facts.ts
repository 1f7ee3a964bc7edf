/** What a handler can read of a request before a Fetch request is made of it. */
export interface RequestFacts {
  readonly method: string;
  /** A header by its lower-case name; null where it is absent. */
  header(name: string): string | null;
  /** What the browser calls this server: the `Host` header. */
  host(): string;
  readonly request: Request;
}
