import type { Item } from '../archive/cells';

interface Call {
  signal?: AbortSignal;
}

export interface Page {
  items: readonly unknown[];
  /** Where the next page begins; absent on the last one. */
  cursor?: string | undefined;
}

export interface Pages {
  pages(from?: { cursor?: string }): AsyncIterable<Page>;
  toArray(options: { limit: number }): Promise<readonly unknown[]>;
}

/** The methods of a client that an export uses. A client from `createClient()` of `@driftkit/api` has them; so can your own fake. */
export interface ExportClient {
  conversations: {
    list(query: object, call: Call): Pages;
    get(id: string, call: Call): Promise<Item>;
    messages(id: string, call: Call): Pages;
    transcript(id: string, call: Call): Promise<string>;
    stats(call: Call): Promise<{ conversationCount?: Readonly<Record<string, number>> }>;
  };
  contacts: { get(id: string, call: Call): Promise<Item> };
  users: { list(call: Call): Pages };
  teams: { list(call: Call): Pages };
  playbooks: {
    list(call: Call): Pages;
    landingPages(call: Call): Pages;
  };
  accounts: { list(query: object, call: Call): Pages };
  meetings: {
    list(window: { minStartTime: number; maxStartTime: number }, call: Call): Pages;
  };
  attachments: { get(id: string, call: Call): Promise<{ bytes: Uint8Array }> };
}
