import type { DriftAccess } from './drift/client';

export interface ExampleOptions {
  /** 0: any free one. */
  port: number;
  /** What to listen on. Default: this machine only, at the address browsers try for `localhost`. */
  host?: string;
  embedId: string;
  /** Drift's signing secret; stays in this process. */
  secret: string;
  /** Drift's REST API and webhooks; absent: the browser's half alone. */
  drift?: DriftAccess;
  /** Where Drift's script comes from, with a sandbox; absent: from Drift. */
  scriptUrl?: string;
  /** The sandbox's console, to link to. With it, the page shows the demo's mailbox and the drawer. */
  consoleUrl?: string;
  quoteInteractionId?: number;
  /** Whether deleting an account erases in Drift too, agents' own addresses excepted. Default: no. */
  erasesInDrift?: boolean;
  /** Where `harbor.sqlite` and `sync.sqlite` are; absent: in memory. */
  directory?: string;
  /** The built front end. */
  clientDirectory?: string;
}
