import type { WebhookEvent } from '@driftkit/api';
import { openStore } from '../store/open-store';
import type { Counts } from '../store/store';
import { createTeam } from './create-team';
import { changesOf } from './changes';
import { importContacts } from './import-contacts';
import type { Imported } from './import-contacts';
import { createLifecycle } from './lifecycle';
import { createLoop } from './loop';
import type { RunOptions } from './loop';
import { STORE, checked } from './options';
import type { SyncOptions } from './options';
import { OWN, orgOf } from './orgs';
import { createSweeper } from './sweep';
import { SyncError } from './sync-error';
import type { Team } from './team';

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
  /** Finds changes that webhooks missed. Each org is swept at most once a minute, over all processes. */
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

const PAUSE = 30_000;

/** Keeps a destination up to date with Drift. Throws a TypeError for wrong options. Opens the store at the first use. */
export function createSync(options: SyncOptions): Sync {
  const { client, destination, since = 0, pause = PAUSE, now = Date.now } = checked(options);
  const hasManyOrgs = typeof client === 'function';
  const report = reporter(options.onError);
  const failed = (error: unknown): void =>
    report(
      new SyncError('failed_for_now', `A step failed, and the sync continues: ${messageOf(error)}`, {
        cause: error,
      }),
    );
  const { withTeam, keep, isClosing, close } = createLifecycle(destination, async () => {
    const { store } = await openStore(options.store ?? STORE, failed);
    return createTeam(options, store, report, now);
  });
  const sweepOrgs = createSweeper({ since, failed, isStopped: isClosing });
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
      if (isClosing()) await withTeam(() => Promise.resolve());
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
    close: () => close(loop.stop),
  };
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
