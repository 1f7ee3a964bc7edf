import type { WebhookEvent } from '@driftkit/api';
import type { Destination } from '../destinations/destination';
import { dialectOf, openStore } from '../store/open-store';
import type { Counts } from '../store/store';
import { createTeam } from './create-team';
import { changesOf } from './changes';
import { importContacts } from './import-contacts';
import type { Imported } from './import-contacts';
import { createLoop } from './loop';
import type { RunOptions } from './loop';
import { OWN, orgOf } from './orgs';
import { createSweeper } from './sweep';
import { SyncError } from './sync-error';
import type { SyncClient, Team } from './team';

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

export interface Sync {
  /**
   * Takes a webhook event. Resolves when what it says is durable, so that the webhook can be answered. With `orgId`, or many orgs, it asks Drift nothing. Rejects with `foreign_org`, or where the store fails: then the webhook must not be answered with 200.
   */
  handle(event: WebhookEvent): Promise<void>;
  /**
   * Works until `close`, and sweeps every minute. With `once`: works on all that is due, then resolves, or rejects where the
   * store fails; it does not sweep.
   */
  run(options?: RunOptions): Promise<void>;
  /** Marks what webhooks lost. Each org at most once a minute, whoever asks. */
  sweep(): Promise<void>;
  status(): Promise<Counts>;
  /** Tries again what was given up. Resolves to how many. */
  requeue(): Promise<number>;
  /**
   * Takes Drift's own CSV dump of contacts, which no API lists: each is fetched and written as if it had just changed, but
   * behind all that does. Resolves when that is durable. `orgId`: whose dump it is, where there are many orgs.
   */
  importContacts(file: string, options?: { orgId?: string }): Promise<Imported>;
  /** Finishes what is under way, for at most 30 seconds: what takes longer is done again at the next start. */
  close(): Promise<void>;
}

const STORE = 'sqlite:./sync.db';
const PAUSE = 30_000;
const CLOSE_WITHIN = 30_000;

/** Keeps a destination in step with Drift. Throws a TypeError for wrong options; the store is opened at the first use. */
export function createSync(options: SyncOptions): Sync {
  const { client, destination, since = 0, pause = PAUSE, now = Date.now } = checked(options);
  const hasManyOrgs = typeof client === 'function';
  const report = reporter(options.onError);
  const failed = (error: unknown): void =>
    report(new SyncError('failed_for_now', `The sync goes on: ${messageOf(error)}`, { cause: error }));
  let opening: Promise<Team> | undefined;
  let closing: Promise<void> | undefined;
  const { keep, ended } = createUnderWay();
  const open = (): Promise<Team> =>
    (opening ??= openStore(options.store ?? STORE, failed)
      .then(({ store }) => createTeam(options, store, report, now))
      .catch((error: unknown) => {
        opening = undefined;
        throw error;
      }));
  /** Does one thing with the team; `close` waits for it. */
  const withTeam = async <T>(step: (team: Team) => Promise<T>): Promise<T> => {
    if (closing) throw new SyncError('closed', 'This sync was closed: make another with createSync().');
    return keep(open().then(step));
  };
  const sweepOrgs = createSweeper({ since, failed, isStopped: () => closing !== undefined });
  const sweep = (): Promise<void> =>
    withTeam(async (team) => sweepOrgs(team, hasManyOrgs ? await team.store.orgs() : [OWN]));
  const loop = createLoop({
    team: () => withTeam((team) => Promise.resolve(team)),
    sweep,
    failed,
    now,
    keep,
    hasManyOrgs,
  });

  async function end(): Promise<void> {
    loop.stop();
    await ended(CLOSE_WITHIN);
    // A store that could not be opened needs no closing.
    await (await opening?.catch(() => undefined))?.store.close();
    await destination.close?.();
  }

  return {
    handle: (event) =>
      withTeam(async (team) => {
        const orgId = await orgOf(options, team, event);
        await Promise.all(
          changesOf(event, orgId, pause).map(({ change, delay }) => team.store.mark(change, now(), delay)),
        );
        loop.wake();
      }),
    async run(runOptions = {}) {
      if (closing) await withTeam(() => Promise.resolve());
      return loop.run(runOptions);
    },
    sweep,
    status: () => withTeam(({ store }) => store.counts(now())),
    requeue: () =>
      withTeam(async ({ store }) => {
        const count = await store.requeue(now());
        loop.wake();
        return count;
      }),
    importContacts: (file, { orgId } = {}) =>
      withTeam(async (team) => {
        const imported = await importContacts(team, file, hasManyOrgs ? orgId : OWN);
        loop.wake();
        return imported;
      }),
    close: () => (closing ??= end()),
  };
}

/** What is under way, so that its end can be waited for. */
function createUnderWay(): { keep<T>(work: Promise<T>): Promise<T>; ended(within: number): Promise<void> } {
  const underWay = new Set<Promise<unknown>>();
  return {
    keep(work) {
      underWay.add(work);
      const gone = (): void => void underWay.delete(work);
      work.then(gone, gone);
      return work;
    },
    async ended(within) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => (timer = setTimeout(resolve, within)));
      await Promise.race([Promise.allSettled(underWay), late]);
      clearTimeout(timer);
    },
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

function reporter(onError: SyncOptions['onError']): Team['report'] {
  return (error) => {
    try {
      // What the app's own listener throws, or rejects with, must not stop the sync.
      if (onError) Promise.resolve(onError(error)).catch(() => undefined);
      // oxlint-disable-next-line no-console -- nobody listens, and somebody has to look
      else console.error(`[driftkit] ${error.message}`);
    } catch {
      // As above.
    }
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
