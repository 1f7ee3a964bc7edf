/** An answer for any framework: header names in lower case; `body` is null without a body. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Uint8Array | null;
}
