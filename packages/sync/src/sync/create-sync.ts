import { setTimeout as sleepFor } from 'node:timers/promises';
import type { User, WebhookEvent } from '@driftkit/api';
import type { Destination } from '../destinations/destination';
import { dialectOf, openStore } from '../store/open-store';
import type { Counts, Store } from '../store/store';
import { changesOf } from './changes';
import { createLoop } from './loop';
import type { RunOptions } from './loop';
import { sweepOrg } from './sweep';
import { SyncError } from './sync-error';
import type { SyncClient, Team } from './team';

export interface SyncOptions {
  /** A client of `@driftkit/api` for your one org, or a function that gives the client of each of many. */
  client: SyncClient | ((orgId: string) => SyncClient | Promise<SyncClient>);
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
  onError?(error: SyncError): void;
  now?(): number;
}

export interface Sync {
  /**
   * Takes a webhook event. Resolves when what it says is durable, so that the webhook can be answered. With `orgId`, or many orgs, it asks Drift nothing. Rejects with `foreign_org`, or where the store fails: then the webhook must not be answered with 200.
   */
  handle(event: WebhookEvent): Promise<void>;
  /** Works until `close`, and sweeps every minute. With `once`: works on all that is due, then resolves. */
  run(options?: RunOptions): Promise<void>;
  /** Marks what webhooks lost. Each org at most once a minute, whoever asks. */
  sweep(): Promise<void>;
  status(): Promise<Counts>;
  /** Tries again what was given up. Resolves to how many. */
  requeue(): Promise<number>;
  /** Finishes what is under way. */
  close(): Promise<void>;
}

const STORE = 'sqlite:./sync.db';
const PAUSE = 30_000;
const USERS_LAST = 600_000;
const SWEEP_EVERY = 60_000;

/** Keeps a destination in step with Drift. Throws a TypeError for wrong options; the store is opened at the first use. */
export function createSync(options: SyncOptions): Sync {
  const { destination, since = 0, pause = PAUSE, now = Date.now } = checked(options);
  const report = reporter(options.onError);
  const failed = (error: unknown): void =>
    report(new SyncError('failed_for_now', `The sync goes on: ${messageOf(error)}`, { cause: error }));
  let opening: Promise<Team> | undefined;
  let closing: Promise<void> | undefined;
  const team = async (): Promise<Team> => {
    if (closing) throw new SyncError('closed', 'This sync was closed: make another with createSync().');
    return open();
  };
  const open = (): Promise<Team> =>
    (opening ??= openStore(options.store ?? STORE, failed)
      .then(({ store }) => assemble(options, store, report, now))
      .catch((error: unknown) => {
        opening = undefined;
        throw error;
      }));

  async function sweep(): Promise<void> {
    const ready = await team();
    for (const orgId of await orgsToSweep(options, ready)) {
      if (!(await ready.store.claimSweep(orgId, now(), SWEEP_EVERY))) continue;
      // One org that fails stops no other.
      await sweepOrg(ready, orgId, since, () => closing !== undefined).catch(failed);
    }
  }

  async function end(): Promise<void> {
    await loop.stop();
    // A store that could not be opened needs no closing.
    await (await opening?.catch(() => undefined))?.store.close();
    await destination.close?.();
  }

  const loop = createLoop({ team, sweep, failed, now });
  return {
    async handle(event) {
      const ready = await team();
      const orgId = await orgOf(options, ready, event);
      for (const { change, delay } of changesOf(event, orgId, pause))
        await ready.store.mark(change, now(), delay);
      loop.wake();
    },
    async run(runOptions) {
      if (closing) await team();
      return loop.run(runOptions ?? {});
    },
    sweep,
    status: async () => (await team()).store.counts(now()),
    async requeue() {
      const count = await (await team()).store.requeue(now());
      loop.wake();
      return count;
    },
    close: () => (closing ??= end()),
  };
}

function checked(options: SyncOptions): SyncOptions {
  const { client, destination } = options;
  if (typeof client !== 'function' && typeof client?.conversations?.get !== 'function') {
    throw new TypeError(
      'createSync: client must be what createClient() gives, or a function (orgId) => client.',
    );
  }
  for (const method of ['upsertConversation', 'upsertContact', 'erase'] as const) {
    if (typeof destination?.[method] !== 'function')
      throw new TypeError(`createSync: destination has no ${method}().`);
  }
  if (options.pause !== undefined && !(options.pause >= 0 && options.pause < 2 ** 31)) {
    throw new TypeError(
      `createSync: pause must be milliseconds from 0, and is ${JSON.stringify(options.pause)}.`,
    );
  }
  dialectOf(options.store ?? STORE);
  return options;
}

function assemble(
  { client, destination }: SyncOptions,
  store: Store,
  report: Team['report'],
  now: () => number,
): Team {
  const clientOf = async (orgId: string): Promise<SyncClient> =>
    typeof client === 'function' ? client(orgId) : client;
  const known = new Map<string, { at: number; users: Promise<ReadonlyMap<string, User>> }>();
  async function fetchUsers(orgId: string): Promise<ReadonlyMap<string, User>> {
    const users = await (await clientOf(orgId)).users.list().toArray({ limit: Infinity });
    return new Map(users.map((user) => [user.id, user]));
  }
  return {
    store,
    destination,
    clientOf,
    report,
    now,
    async usersOf(orgId) {
      const kept = known.get(orgId);
      if (kept && now() - kept.at < USERS_LAST) return kept.users;
      const users = fetchUsers(orgId);
      known.set(orgId, { at: now(), users });
      users.catch(() => known.delete(orgId));
      return users;
    },
  };
}

/** Rows of a single org that Drift does not name are kept under this name. */
const OWN = 'own';
/** Milliseconds that an event waits for Drift to say whose token it is. */
const OWN_WITHIN = 1_000;

async function orgOf(options: SyncOptions, team: Team, event: WebhookEvent): Promise<string> {
  if (typeof options.client === 'function') {
    if (event.orgId === undefined)
      throw new SyncError('foreign_org', 'The event names no org, and there are many.');
    return event.orgId;
  }
  const own = await ownOrg(options, team);
  if (event.orgId !== undefined && own !== undefined && event.orgId !== own) {
    throw new SyncError(
      'foreign_org',
      `The event is of org ${event.orgId}, and ours is ${own}. Nothing was done.`,
    );
  }
  return OWN;
}

/** The org of the one client; undefined while Drift does not say: an event of another org then finds nothing there. */
async function ownOrg({ orgId }: SyncOptions, team: Team): Promise<string | undefined> {
  if (orgId !== undefined) return orgId;
  const users = team.usersOf(OWN).catch(() => undefined);
  // A webhook must be answered, however slow Drift is.
  const waited = new AbortController();
  const late = sleepFor(OWN_WITHIN, undefined, { signal: waited.signal }).catch(() => undefined);
  const [user] = (await Promise.race([users, late]))?.values() ?? [];
  waited.abort();
  return user?.['orgId'] === undefined ? undefined : String(user['orgId']);
}

async function orgsToSweep({ client }: SyncOptions, { store }: Team): Promise<string[]> {
  return typeof client === 'function' ? store.orgs() : [OWN];
}

function reporter(onError: SyncOptions['onError']): Team['report'] {
  return (error) => {
    try {
      if (onError) onError(error);
      // oxlint-disable-next-line no-console -- nobody listens, and somebody has to look
      else console.error(`[driftkit] ${error.message}`);
    } catch {
      // What the app's own listener throws must not stop the sync.
    }
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
