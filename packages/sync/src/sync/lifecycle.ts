import type { Destination } from '../destinations/destination';
import { SyncError } from './sync-error';
import type { Team } from './team';

/** Opens the store at the first use, and closes it at the end. */
export interface Lifecycle {
  /** Does one thing with the team; `close` waits for it. Rejects once the sync is closed. */
  withTeam<T>(step: (team: Team) => Promise<T>): Promise<T>;
  /** Adds work that `close` waits for. */
  keep<T>(work: Promise<T>): Promise<T>;
  isClosing(): boolean;
  /** @param stop prevents new work */
  close(stop: () => void): Promise<void>;
}

const CLOSE_WITHIN = 30_000;

export function createLifecycle(destination: Destination, openTeam: () => Promise<Team>): Lifecycle {
  let opening: Promise<Team> | undefined;
  let closing: Promise<void> | undefined;
  const { keep, ended } = createUnderWay();
  const open = (): Promise<Team> =>
    (opening ??= openTeam().catch((error: unknown) => {
      // The database may come up later than we do.
      opening = undefined;
      throw error;
    }));

  async function end(stop: () => void): Promise<void> {
    stop();
    await ended(CLOSE_WITHIN);
    // A store that could not be opened needs no closing.
    await (await opening?.catch(() => undefined))?.store.close();
    await destination.close?.();
  }

  return {
    keep,
    async withTeam(step) {
      if (closing) throw new SyncError('closed', 'This sync was closed. Make a new one with createSync().');
      return keep(open().then(step));
    },
    isClosing: () => closing !== undefined,
    close: (stop) => (closing ??= end(stop)),
  };
}

/** The set of running work, so that `close` can wait for its end. */
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
