/** An answer before it takes the form of a framework: names of headers in lower case; `body` is null for none. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Uint8Array | null;
}
