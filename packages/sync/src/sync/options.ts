import type { Destination } from '../destinations/destination';
import { dialectOf } from '../store/open-store';
import type { SyncError } from './sync-error';
import type { SyncClient } from './team';

type MaybePromise<T> = T | Promise<T>;

export interface SyncOptions {
  /**
   * A client of `@driftkit/api` for your one org, or a function that gives the client of each of many, and undefined for an org
   * that is not yours. What it gives is kept for ten minutes, or until Drift refuses its token.
   */
  client: SyncClient | ((orgId: string) => MaybePromise<SyncClient | undefined>);
  /** Where the state is: `sqlite:./sync.db` (default) for one machine, `postgres://…` for many workers. */
  store?: string;
  destination: Destination;
  /**
   * With one client: your org, so that events of any other are refused. Without it, `handle` asks Drift for the users of the
   * org, at most every ten minutes, and waits a second for the answer.
   */
  orgId?: string;
  /**
   * A conversation in full swing is fetched once nobody has spoken for so many milliseconds: 30 000, and after five minutes at
   * the latest. Less shows people their own words sooner, and costs three calls each time.
   */
  pause?: number;
  /** The first sweep walks back no further than this, in milliseconds; 0: all conversations there ever were. */
  since?: number;
  /** Told of what somebody should look at; console.error by default. What it throws is ignored. */
  onError?(error: SyncError): unknown;
  now?(): number;
}

export const STORE = 'sqlite:./sync.db';

/** Throws a TypeError for wrong options. */
export function checked(options: SyncOptions): SyncOptions {
  const { client, destination } = options;
  if (typeof client !== 'function' && typeof client?.conversations?.get !== 'function') {
    throw new TypeError(
      'createSync: client must be a client from createClient(), or a function (orgId) => client.',
    );
  }
  for (const method of ['upsertConversation', 'upsertContact', 'erase'] as const) {
    if (typeof destination?.[method] !== 'function')
      throw new TypeError(`createSync: destination has no ${method}().`);
  }
  if (options.pause !== undefined && !(options.pause >= 0 && options.pause < 2 ** 31)) {
    throw new TypeError(
      `createSync: pause must be 0 or more milliseconds, but is ${JSON.stringify(options.pause)}.`,
    );
  }
  dialectOf(options.store ?? STORE);
  return options;
}
